package org.cairn.p2p.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.cairn.core.rlp.DecodingException;
import org.cairn.core.types.Bytes;
import org.cairn.p2p.peer.DisconnectReason;
import org.cairn.p2p.peer.Network;
import org.cairn.p2p.peer.RequestException;
import org.cairn.p2p.peer.RequestHandler;
import org.cairn.p2p.request.PendingRequests;
import org.junit.jupiter.api.Test;

class RequestTest extends NetworkTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Bytes BODY = Bytes.of((byte) 1, (byte) 2);

  @Test
  void request_served_getsItsAnswer() {
    try (TestNode a = TestNode.on(vertx).serves(3, (_, body) -> body.slice(1, 1)).start();
        TestNode b = TestNode.on(vertx).dials(a).start()) {
      b.awaitUp(a);
      List<CompletableFuture<Bytes>> answers = new ArrayList<>();
      for (int i = 0; i < PendingRequests.MAX_PENDING; i++) {
        answers.add(b.network.request(a.id(), 3, Bytes.of((byte) 9, (byte) i), LONG));
      }
      for (int i = 0; i < answers.size(); i++) {
        assertThat(join(answers.get(i))).isEqualTo(Bytes.of((byte) i));
      }
    }
  }

  @Test
  void request_largestAnswer_arrives() {
    Bytes large = Bytes.wrap(new byte[Network.MAX_RESPONSE_BYTES]);
    try (TestNode a = TestNode.on(vertx).serves(3, (_, _) -> large).start();
        TestNode b = TestNode.on(vertx).dials(a).start()) {
      b.awaitUp(a);
      Bytes answer = join(b.network.request(a.id(), 3, BODY, LONG));
      assertThat(answer.size()).isEqualTo(large.size());
    }
  }

  @Test
  void request_notServedNotFoundOrNotConnected_saysSo() {
    RequestHandler broken =
        (_, _) -> {
          throw new IllegalStateException("broken on purpose");
        };
    try (TestNode a = TestNode.on(vertx).serves(3, (_, _) -> null).serves(4, broken).start();
        TestNode b = TestNode.on(vertx).dials(a).start()) {
      b.awaitUp(a);
      assertThat(failure(b.network.request(a.id(), 3, BODY, LONG)))
          .isEqualTo(RequestException.Reason.NOT_FOUND);
      assertThat(failure(b.network.request(a.id(), 4, BODY, LONG)))
          .isEqualTo(RequestException.Reason.REFUSED);
      assertThat(failure(b.network.request(a.id(), 5, BODY, LONG)))
          .isEqualTo(RequestException.Reason.REFUSED);
      assertThat(failure(b.network.request(TestKeys.id(TestKeys.node()), 3, BODY, LONG)))
          .isEqualTo(RequestException.Reason.NOT_CONNECTED);
    }
  }

  @Test
  void request_notAnsweredInTime_failsAloneAndOthersGoOn() throws InterruptedException {
    CountDownLatch release = new CountDownLatch(1);
    RequestHandler slow =
        (_, _) -> {
          try {
            assertThat(release.await(20, TimeUnit.SECONDS)).isTrue();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          return BODY;
        };
    try (TestNode a = TestNode.on(vertx).serves(1, slow).serves(2, (_, body) -> body).start();
        TestNode b = TestNode.on(vertx).dials(a).start()) {
      b.awaitUp(a);
      assertThat(failure(b.network.request(a.id(), 1, BODY, Duration.ofMillis(200))))
          .isEqualTo(RequestException.Reason.TIMEOUT);
      assertThat(join(b.network.request(a.id(), 2, BODY, LONG))).isEqualTo(BODY);
      release.countDown();
      // The late answer is no reason to part.
      assertThat(join(b.network.request(a.id(), 2, BODY, LONG))).isEqualTo(BODY);
    }
  }

  @Test
  void request_moreThanMayBeUnderWay_isRefusedAtOnceAndAllFailWithTheConnection() {
    CountDownLatch release = new CountDownLatch(1);
    RequestHandler slow =
        (_, _) -> {
          try {
            return release.await(20, TimeUnit.SECONDS) ? BODY : null;
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        };
    try (TestNode a = TestNode.on(vertx).serves(1, slow).start();
        TestNode b = TestNode.on(vertx).dials(a).start()) {
      b.awaitUp(a);
      List<CompletableFuture<Bytes>> answers = new ArrayList<>();
      for (int i = 0; i < PendingRequests.MAX_PENDING; i++) {
        answers.add(b.network.request(a.id(), 1, BODY, LONG));
      }
      assertThat(failure(b.network.request(a.id(), 1, BODY, LONG)))
          .isEqualTo(RequestException.Reason.BUSY);
      b.network.disconnect(a.id(), DisconnectReason.MISBEHAVED, Duration.ofMinutes(1));
      for (CompletableFuture<Bytes> answer : answers) {
        assertThat(failure(answer)).isEqualTo(RequestException.Reason.NOT_CONNECTED);
      }
      release.countDown();
    }
  }

  @Test
  void request_thatTheHandlerCannotDecode_disconnects() {
    RequestHandler strict =
        (_, _) -> {
          throw new DecodingException("no such range");
        };
    try (TestNode a = TestNode.on(vertx).serves(1, strict).start();
        TestNode b = TestNode.on(vertx).dials(a).start()) {
      b.awaitUp(a);
      assertThat(failure(b.network.request(a.id(), 1, BODY, LONG)))
          .isEqualTo(RequestException.Reason.NOT_CONNECTED);
      assertThat(b.awaitDown(a.id())).isEqualTo(DisconnectReason.MALFORMED);
    }
  }

  private static Bytes join(CompletableFuture<Bytes> answer) {
    return answer.orTimeout(20, TimeUnit.SECONDS).join();
  }

  private static RequestException.Reason failure(CompletableFuture<Bytes> answer) {
    Throwable thrown = catchThrowable(() -> join(answer));
    assertThat(thrown).isInstanceOf(CompletionException.class);
    if (thrown.getCause() instanceof RequestException failure) {
      return failure.reason();
    }
    throw new AssertionError(thrown);
  }
}
