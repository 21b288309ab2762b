package io.jenkins.plugins.sluice.evidence;

/**
 * Sorts rows of three parallel columns in place: by the first two as unsigned numbers, then by the third as a signed
 * one. Many rows are parted by their first byte, then by their second and so on, as identities are spread evenly and no
 * row is compared with another; few are sorted by quicksort that also swaps rows equal to the pivot, so that many equal
 * rows still part in halves, and by heapsort below a depth that only crafted input reaches.
 */
final class RowSort {

    private static final int SMALL = 24;
    private static final int MANY = 1024;

    private final long[] high;
    private final long[] low;
    private final long[] rest;

    private RowSort(long[] high, long[] low, long[] rest) {
        this.high = high;
        this.low = low;
        this.rest = rest;
    }

    static void sort(long[] high, long[] low, long[] rest, int size) {
        new RowSort(high, low, rest).byBytes(0, size, Long.SIZE - Byte.SIZE);
    }

    /** Sorts rows that are alike in the bytes of their first column above one of them. */
    private void byBytes(int from, int end, int shift) {
        if (end - from < MANY || shift < 0) {
            quick(from, end - 1);
            return;
        }
        int at = from;
        for (int groupEnd : byOneByte(from, end, shift)) {
            byBytes(at, groupEnd, shift - Byte.SIZE);
            at = groupEnd;
        }
    }

    /** Brings rows with the same byte together, in order of that byte; gives where each of the 256 groups ends. */
    private int[] byOneByte(int from, int end, int shift) {
        int[] ends = new int[256];
        for (int i = from; i < end; i++) {
            ends[group(high[i], shift)]++;
        }
        int[] next = new int[256];
        int sum = from;
        for (int group = 0; group < 256; group++) {
            next[group] = sum;
            sum += ends[group];
            ends[group] = sum;
        }
        for (int group = 0; group < 256; group++) {
            while (next[group] < ends[group]) {
                bringHome(group, shift, next);
            }
        }
        return ends;
    }

    /** Takes the next row of a group to where it belongs, the one there to where that belongs, and so on. */
    private void bringHome(int group, int shift, int[] next) {
        int first = next[group]++;
        long movedHigh = high[first];
        int home = group(movedHigh, shift);
        if (home == group) {
            return;
        }
        long movedLow = low[first];
        long movedRest = rest[first];
        do {
            int place = next[home]++;
            long nextHigh = high[place];
            long nextLow = low[place];
            long nextRest = rest[place];
            high[place] = movedHigh;
            low[place] = movedLow;
            rest[place] = movedRest;
            movedHigh = nextHigh;
            movedLow = nextLow;
            movedRest = nextRest;
            home = group(movedHigh, shift);
        } while (home != group);
        high[first] = movedHigh;
        low[first] = movedLow;
        rest[first] = movedRest;
    }

    private static int group(long high, int shift) {
        return (int) (high >>> shift) & 0xff;
    }

    private void quick(int first, int last) {
        int size = last - first + 1;
        quick(first, last, 2 * (Integer.SIZE - Integer.numberOfLeadingZeros(size)));
    }

    static int compare(long high, long low, long rest, long otherHigh, long otherLow, long otherRest) {
        if (high != otherHigh) {
            return Long.compareUnsigned(high, otherHigh);
        }
        return low != otherLow ? Long.compareUnsigned(low, otherLow) : Long.compare(rest, otherRest);
    }

    private void quick(int first, int last, int depth) {
        int from = first;
        int to = last;
        int left = depth;
        while (to - from >= SMALL) {
            if (left-- == 0) {
                heap(from, to);
                return;
            }
            int pivot = middle(from, from + (to - from) / 2, to);
            long pivotHigh = high[pivot];
            long pivotLow = low[pivot];
            long pivotRest = rest[pivot];
            int up = from;
            int down = to;
            while (up <= down) {
                while (compare(high[up], low[up], rest[up], pivotHigh, pivotLow, pivotRest) < 0) {
                    up++;
                }
                while (compare(high[down], low[down], rest[down], pivotHigh, pivotLow, pivotRest) > 0) {
                    down--;
                }
                if (up <= down) {
                    swap(up++, down--);
                }
            }
            if (down - from < to - up) {
                quick(from, down, left);
                from = up;
            } else {
                quick(up, to, left);
                to = down;
            }
        }
        insertion(from, to);
    }

    private int middle(int a, int b, int c) {
        if (order(a, b) < 0) {
            return order(b, c) < 0 ? b : order(a, c) < 0 ? c : a;
        }
        return order(a, c) < 0 ? a : order(b, c) < 0 ? c : b;
    }

    private void insertion(int from, int to) {
        for (int i = from + 1; i <= to; i++) {
            long movedHigh = high[i];
            long movedLow = low[i];
            long movedRest = rest[i];
            int at = i - 1;
            while (at >= from && compare(high[at], low[at], rest[at], movedHigh, movedLow, movedRest) > 0) {
                high[at + 1] = high[at];
                low[at + 1] = low[at];
                rest[at + 1] = rest[at];
                at--;
            }
            high[at + 1] = movedHigh;
            low[at + 1] = movedLow;
            rest[at + 1] = movedRest;
        }
    }

    private void heap(int from, int to) {
        int size = to - from + 1;
        for (int i = size / 2 - 1; i >= 0; i--) {
            sift(from, i, size);
        }
        for (int end = size - 1; end > 0; end--) {
            swap(from, from + end);
            sift(from, 0, end);
        }
    }

    private void sift(int from, int top, int size) {
        int at = top;
        while (2 * at + 1 < size) {
            int child = 2 * at + 1;
            if (child + 1 < size && order(from + child, from + child + 1) < 0) {
                child++;
            }
            if (order(from + at, from + child) >= 0) {
                return;
            }
            swap(from + at, from + child);
            at = child;
        }
    }

    private int order(int a, int b) {
        return compare(high[a], low[a], rest[a], high[b], low[b], rest[b]);
    }

    private void swap(int a, int b) {
        long keptHigh = high[a];
        high[a] = high[b];
        high[b] = keptHigh;
        long keptLow = low[a];
        low[a] = low[b];
        low[b] = keptLow;
        long keptRest = rest[a];
        rest[a] = rest[b];
        rest[b] = keptRest;
    }
}
