package org.cairn.p2p.transport;

import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.BiConsumer;
import org.cairn.core.rlp.DecodingException;
import org.cairn.core.types.Bytes;
import org.cairn.p2p.frame.FrameKind;
import org.cairn.p2p.peer.Network;
import org.cairn.p2p.peer.RequestHandler;
import org.cairn.p2p.request.PendingRequests;
import org.cairn.p2p.request.RequestFrame;
import org.cairn.p2p.request.ResponseFrame;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs the handlers of peers' requests, each on a virtual thread. A peer may have as many under
/// way as it may ask at once; a few in all are worked on at a time, which bounds the memory that
/// answers take.
final class RequestServer {
  private static final Logger LOG = LoggerFactory.getLogger(RequestServer.class);
  private static final int MAX_AT_ONCE = 8;

  private volatile Map<Integer, RequestHandler> handlers = Map.of();
  private final Counters counters;
  private final BiConsumer<PeerSession, String> onBadRequest;
  private final Semaphore working = new Semaphore(MAX_AT_ONCE);

  RequestServer(Counters counters, BiConsumer<PeerSession, String> onBadRequest) {
    this.counters = counters;
    this.onBadRequest = onBadRequest;
  }

  void handlers(Map<Integer, RequestHandler> byKind) {
    handlers = Map.copyOf(byKind);
  }

  /// Starts to serve a request, or says that too many of this peer are under way: no fault, as the
  /// peer may have given up on those already.
  void serve(PeerSession session, RequestFrame request) {
    RequestHandler handler = handlers.get(request.kind());
    if (handler == null) {
      reply(session, new ResponseFrame(request.id(), ResponseFrame.Status.REFUSED, Bytes.EMPTY));
      return;
    }
    if (session.serving.get() >= PendingRequests.MAX_PENDING) {
      reply(session, new ResponseFrame(request.id(), ResponseFrame.Status.BUSY, Bytes.EMPTY));
      return;
    }
    session.serving.incrementAndGet();
    Thread.ofVirtual()
        .name("cairn-p2p-request")
        .start(() -> {
          working.acquireUninterruptibly();
          try {
            ResponseFrame response = answer(handler, session, request);
            counters.requestsServed.increment();
            session.serving.decrementAndGet();
            reply(session, response);
          } catch (DecodingException e) {
            session.serving.decrementAndGet();
            onBadRequest.accept(session, String.valueOf(e.getMessage()));
          } finally {
            working.release();
          }
        });
  }

  private static ResponseFrame answer(
      RequestHandler handler, PeerSession session, RequestFrame request) {
    try {
      Bytes body = handler.answer(session.info(), request.body());
      if (body == null) {
        return new ResponseFrame(request.id(), ResponseFrame.Status.NOT_FOUND, Bytes.EMPTY);
      }
      if (body.size() <= Network.MAX_RESPONSE_BYTES) {
        return new ResponseFrame(request.id(), ResponseFrame.Status.OK, body);
      }
      LOG.error("event=answer_too_large kind={} bytes={}", request.kind(), body.size());
    } catch (DecodingException e) {
      throw e;
    } catch (RuntimeException e) {
      // The thread's root; the peer gets an answer and the operator the cause.
      LOG.error("event=request_failed kind={}", request.kind(), e);
    }
    return new ResponseFrame(request.id(), ResponseFrame.Status.REFUSED, Bytes.EMPTY);
  }

  private static void reply(PeerSession session, ResponseFrame response) {
    var _ = session.enqueue(FrameKind.RESPONSE, response.encode());
  }
}
