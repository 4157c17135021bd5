package org.cairn.p2p.request;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.cairn.core.types.Bytes;
import org.cairn.p2p.peer.RequestException;
import org.jspecify.annotations.Nullable;

/// The questions that one connection has asked and that are not answered yet. Asked from any
/// thread, answered by the network loop; futures complete on the executor. Time is an argument.
public final class PendingRequests {
  /// The most questions that may be under way to one peer.
  public static final int MAX_PENDING = 16;

  private record Pending(CompletableFuture<Bytes> answer, long deadlineNanos) {}

  private final Executor completion;

  // The lock keeps the table, the next id and `closed` in step between askers and the loop.
  private final Map<Long, Pending> pending = new LinkedHashMap<>();
  private long nextId = 1;
  private boolean closed;

  public PendingRequests(Executor completion) {
    this.completion = completion;
  }

  /// Notes a question and returns its id, or 0 when there are too many or the connection is closed;
  /// the future has then failed.
  public long open(CompletableFuture<Bytes> answer, long deadlineNanos) {
    RequestException failure;
    synchronized (this) {
      if (!closed && pending.size() < MAX_PENDING) {
        long id = nextId++;
        pending.put(id, new Pending(answer, deadlineNanos));
        return id;
      }
      failure =
          closed
              ? new RequestException(RequestException.Reason.NOT_CONNECTED, "peer is gone")
              : new RequestException(RequestException.Reason.BUSY, "too many requests under way");
    }
    fail(answer, failure);
    return 0;
  }

  /// Takes an answer; false when nobody waits for it (any more).
  public boolean answered(ResponseFrame response) {
    Pending asked = remove(response.id());
    if (asked == null) {
      return false;
    }
    CompletableFuture<Bytes> answer = asked.answer;
    switch (response.status()) {
      case OK -> completion.execute(() -> answer.complete(response.body()));
      case NOT_FOUND -> fail(answer, failure(RequestException.Reason.NOT_FOUND));
      case BUSY -> fail(answer, failure(RequestException.Reason.BUSY));
      case REFUSED -> fail(answer, failure(RequestException.Reason.REFUSED));
    }
    return true;
  }

  /// Gives up on a question that could not be sent.
  public void unsent(long id) {
    Pending asked = remove(id);
    if (asked != null) {
      fail(
          asked.answer,
          new RequestException(RequestException.Reason.BUSY, "the peer's queue is full"));
    }
  }

  /// Fails the questions whose time is up.
  public void expire(long nowNanos) {
    List<Pending> late = new ArrayList<>();
    synchronized (this) {
      pending
          .values()
          .removeIf(asked -> {
            boolean over = asked.deadlineNanos - nowNanos <= 0;
            if (over) {
              late.add(asked);
            }
            return over;
          });
    }
    for (Pending asked : late) {
      fail(
          asked.answer, new RequestException(RequestException.Reason.TIMEOUT, "no answer in time"));
    }
  }

  /// Fails all that is under way and everything asked from now on.
  public void close() {
    List<Pending> lost;
    synchronized (this) {
      closed = true;
      lost = List.copyOf(pending.values());
      pending.clear();
    }
    for (Pending asked : lost) {
      fail(
          asked.answer,
          new RequestException(RequestException.Reason.NOT_CONNECTED, "peer is gone"));
    }
  }

  private synchronized @Nullable Pending remove(long id) {
    return pending.remove(id);
  }

  private static RequestException failure(RequestException.Reason reason) {
    return new RequestException(reason, "the peer says so");
  }

  private void fail(CompletableFuture<Bytes> answer, RequestException failure) {
    completion.execute(() -> answer.completeExceptionally(failure));
  }
}
