package io.jenkins.plugins.sluice.evidence.release;

import java.net.URI;
import java.time.Duration;

record HttpCall(String method, URI uri, String contentType, String body, Duration timeout, long mostBytes) {}
