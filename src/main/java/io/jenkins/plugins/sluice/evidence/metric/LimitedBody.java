package io.jenkins.plugins.sluice.evidence.metric;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Collects an answer's body, and breaks off when it grows larger than the call wants. */
final class LimitedBody implements BodySubscriber<byte[]> {

    private static final int MOST_EXPECTED = 64 << 20;

    private final HttpCall call;
    private final OptionalLong announced;
    private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
    private final ByteArrayOutputStream bytes;
    private Flow.@Nullable Subscription subscription;

    LimitedBody(HttpCall call, HttpHeaders headers) {
        this.call = call;
        this.announced = headers.firstValueAsLong("Content-Length");
        long expected = Math.min(announced.orElse(8192), Math.min(call.mostBytes(), MOST_EXPECTED));
        this.bytes = new ByteArrayOutputStream((int) Math.max(expected, 32));
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return whole;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        if (announced.orElse(0) > call.mostBytes()) {
            stop(given);
        } else {
            given.request(Long.MAX_VALUE);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            if (whole.isDone()) {
                return;
            }
            if (bytes.size() + (long) buffer.remaining() > call.mostBytes()) {
                stop(subscription);
                return;
            }
            byte[] part = new byte[buffer.remaining()];
            buffer.get(part);
            bytes.write(part, 0, part.length);
        }
    }

    private void stop(Flow.@Nullable Subscription running) {
        whole.completeExceptionally(new ReplyTooLarge(call));
        if (running != null) {
            running.cancel();
        }
    }

    @Override
    public void onError(Throwable failure) {
        whole.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        whole.complete(bytes.toByteArray());
    }
}
