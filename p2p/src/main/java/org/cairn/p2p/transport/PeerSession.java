package org.cairn.p2p.transport;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.cairn.core.crypto.Bls;
import org.cairn.core.crypto.BlsPublicKey;
import org.cairn.core.crypto.BlsSignature;
import org.cairn.core.rlp.DecodingException;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.InvariantViolation;
import org.cairn.p2p.discovery.AddressBook;
import org.cairn.p2p.frame.FrameKind;
import org.cairn.p2p.frame.FrameReader;
import org.cairn.p2p.frame.OutboundQueue;
import org.cairn.p2p.frame.WireWriter;
import org.cairn.p2p.handshake.Goodbye;
import org.cairn.p2p.handshake.Handshake;
import org.cairn.p2p.handshake.Hello;
import org.cairn.p2p.handshake.ValidatorIdentity;
import org.cairn.p2p.peer.DisconnectReason;
import org.cairn.p2p.peer.HostPort;
import org.cairn.p2p.peer.Inbox;
import org.cairn.p2p.peer.PeerId;
import org.cairn.p2p.peer.PeerInfo;
import org.cairn.p2p.peer.TokenBucket;
import org.cairn.p2p.request.PendingRequests;
import org.jspecify.annotations.Nullable;

/// One connection, from the end of its TLS handshake to its close. Owned by the network loop; only
/// [#enqueue] and [#requests] may be used from other threads.
final class PeerSession {
  private static final int BATCH_BYTES = 64 << 10;
  private static final int FAULT_CAPACITY = 20;
  private static final int FAULTS_PER_SECOND = 1;
  private static final int ADDRESS_FRAMES_CAPACITY = 256;
  private static final int ADDRESS_FRAMES_PER_SECOND = 4;

  /// How long a connection that this side ended stays open for the other side to read why.
  private static final long LINGER_NANOS = 500_000_000L;

  /// What a session asks and tells the network. Called on the network loop.
  interface Owner {
    /// Why a peer that has greeted is refused at once, or null.
    @Nullable DisconnectReason screen(PeerSession session);

    /// Why there is no place for a peer that completed the handshake, or null.
    @Nullable DisconnectReason admit(PeerSession session);

    void up(PeerSession session);

    /// A frame that is not about the connection itself came from a peer that is up.
    void frame(PeerSession session, FrameKind kind, Bytes payload);

    /// The peer broke a rule for which it gets banned.
    void misbehaved(PeerSession session, DisconnectReason reason, String detail);

    /// The session is over. `byPeer` when the other side ended it.
    void over(PeerSession session, DisconnectReason reason, String detail, boolean byPeer);
  }

  private enum State {
    SHAKING,
    UP,
    /// This side said goodbye and waits for the other to close.
    LINGERING,
    CLOSED
  }

  final boolean outbound;
  final AddressBook.@Nullable Entry entry;
  final TokenBucket faults;
  final TokenBucket addressFrames;
  final AtomicInteger serving = new AtomicInteger();
  Inbox.@Nullable Lane lane;

  private final Owner owner;
  private final Context context;
  private final NetSocket socket;
  private final Counters counters;
  private final @Nullable ValidatorIdentity validator;
  private final Handshake handshake;
  private final PendingRequests requests;
  private final OutboundQueue queue = new OutboundQueue();
  private final AtomicBoolean flushScheduled = new AtomicBoolean();
  private final FrameReader reader = new FrameReader();
  private final HostPort remote;
  private final long openedNanos;
  private volatile boolean ended;
  private State state = State.SHAKING;
  private @Nullable PeerInfo info;
  private boolean paused;
  private long readNanos;
  private long writtenNanos;
  private long pingedNanos;
  private long lingerEndsNanos;

  /// What a session is made of.
  record Parts(
      Owner owner,
      Context context,
      NetSocket socket,
      Counters counters,
      Credentials credentials,
      Handshake handshake,
      PendingRequests requests,
      AddressBook.@Nullable Entry entry) {}

  PeerSession(Parts parts, boolean outbound, long nowNanos) {
    this.owner = parts.owner;
    this.context = parts.context;
    this.socket = parts.socket;
    this.counters = parts.counters;
    this.validator = parts.credentials.validator();
    this.remote =
        new HostPort(
            parts.socket.remoteAddress().hostAddress(), parts.socket.remoteAddress().port());
    this.handshake = parts.handshake;
    this.requests = parts.requests;
    this.entry = parts.entry;
    this.outbound = outbound;
    this.faults = new TokenBucket(FAULT_CAPACITY, FAULTS_PER_SECOND, nowNanos);
    this.addressFrames =
        new TokenBucket(ADDRESS_FRAMES_CAPACITY, ADDRESS_FRAMES_PER_SECOND, nowNanos);
    this.openedNanos = nowNanos;
    this.readNanos = nowNanos;
    this.writtenNanos = nowNanos;
  }

  /// Starts reading, and greets.
  void start(Hello hello) {
    Tls.limitWriteQueue(socket);
    socket.handler(this::onBuffer);
    socket.drainHandler(_ -> flush());
    socket.exceptionHandler(_ -> {});
    socket.closeHandler(_ -> onClosed());
    write(List.of(new OutboundQueue.Frame(FrameKind.HELLO, hello.encode())));
  }

  PeerId id() {
    return handshake.tlsId();
  }

  Handshake handshake() {
    return handshake;
  }

  PendingRequests requests() {
    return requests;
  }

  boolean isShaking() {
    return state == State.SHAKING;
  }

  /// What is known of the peer, once it is up.
  PeerInfo info() {
    PeerInfo known = info;
    if (known == null) {
      throw new InvariantViolation("peer is not up");
    }
    return known;
  }

  HostPort remote() {
    return remote;
  }

  /// Queues a frame; false when it is lost. May be called from any thread.
  boolean enqueue(FrameKind kind, Bytes payload) {
    return enqueue(kind, List.of(payload));
  }

  /// Queues frames of one kind, which the loop is told of at once; false when one is lost. May be
  /// called from any thread.
  boolean enqueue(FrameKind kind, List<Bytes> payloads) {
    if (ended) {
      return false;
    }
    boolean all = true;
    for (Bytes payload : payloads) {
      switch (queue.offer(kind, payload)) {
        case QUEUED -> {}
        case DROPPED -> {
          counters.droppedOut.increment();
          all = false;
        }
        case OVERFLOWED -> {
          counters.droppedOut.increment();
          context.runOnContext(_ -> end(DisconnectReason.TOO_SLOW, kind + " queue is full"));
          return false;
        }
      }
    }
    if (flushScheduled.compareAndSet(false, true)) {
      context.runOnContext(_ -> flush());
    }
    return all;
  }

  /// Writes what waits while the socket takes it. Frames that do not fit stay in the queue, where
  /// more urgent ones can overtake them.
  private void flush() {
    flushScheduled.set(false);
    while (!ended && !socket.writeQueueFull()) {
      List<OutboundQueue.Frame> batch = queue.take(BATCH_BYTES);
      if (batch.isEmpty()) {
        return;
      }
      write(batch);
    }
  }

  private void write(List<OutboundQueue.Frame> batch) {
    int sizeBytes = 0;
    for (OutboundQueue.Frame frame : batch) {
      sizeBytes += frame.sizeBytes();
    }
    Buffer buffer = Buffer.buffer(sizeBytes);
    for (OutboundQueue.Frame frame : batch) {
      buffer.appendInt(1 + frame.payload().size());
      buffer.appendByte((byte) frame.kind().code());
      buffer.appendBytes(frame.payload().shared());
    }
    counters.bytesOut.add(sizeBytes);
    counters.framesOut.add(batch.size());
    counters.writes.increment();
    writtenNanos = System.nanoTime();
    socket.write(buffer).onFailure(_ -> close());
  }

  private void onBuffer(Buffer buffer) {
    readNanos = System.nanoTime();
    if (ended) {
      return;
    }
    counters.bytesIn.add(buffer.length());
    try {
      reader.read(buffer.getBytes(), this::onFrame);
    } catch (DecodingException e) {
      owner.misbehaved(this, DisconnectReason.MALFORMED, String.valueOf(e.getMessage()));
    }
  }

  private boolean onFrame(FrameKind kind, Bytes payload) {
    counters.framesIn.increment();
    if (kind == FrameKind.GOODBYE) {
      Goodbye goodbye = Goodbye.decode(payload);
      over(goodbye.reason(), goodbye.detail(), true);
      close();
    } else if (kind.isHandshake() != (state == State.SHAKING)) {
      throw new DecodingException(kind + " out of turn");
    } else if (state == State.SHAKING) {
      onHandshake(kind, payload);
    } else if (kind == FrameKind.PING) {
      enqueue(FrameKind.PONG, payload);
    } else if (kind != FrameKind.PONG) {
      owner.frame(this, kind, payload);
    }
    return !ended;
  }

  private void onHandshake(FrameKind kind, Bytes payload) {
    if (kind == FrameKind.HELLO) {
      Handshake.Step step = handshake.onHello(payload);
      DisconnectReason refusal = step instanceof Handshake.Step.Prove ? owner.screen(this) : null;
      step(refusal == null ? step : new Handshake.Step.Refuse(refusal, ""));
    } else if (kind == FrameKind.PROOF) {
      step(handshake.onProof(payload));
    } else {
      step(handshake.onAccept());
    }
  }

  private void step(Handshake.Step step) {
    switch (step) {
      case Handshake.Step.Wait() -> {}
      case Handshake.Step.Prove(Bytes message) -> prove(message);
      case Handshake.Step.Verify verify -> verify(verify);
      case Handshake.Step.Admit() -> {
        DisconnectReason refusal = owner.admit(this);
        if (refusal != null) {
          end(refusal, "");
        } else if (enqueue(FrameKind.ACCEPT, Bytes.EMPTY)) {
          step(handshake.acceptSent());
        }
      }
      case Handshake.Step.Up() -> becomeUp();
      case Handshake.Step.Refuse(DisconnectReason reason, String detail) -> end(reason, detail);
    }
  }

  /// Signing takes a third of a millisecond, verifying a whole one: both leave the loop.
  private void prove(Bytes message) {
    if (validator == null) {
      sendProof(Bytes.EMPTY);
    } else {
      Thread.startVirtualThread(() -> {
        Bytes proof = validator.sign(message);
        context.runOnContext(_ -> sendProof(proof));
      });
    }
  }

  private void sendProof(Bytes proof) {
    if (enqueue(FrameKind.PROOF, proof)) {
      step(handshake.proofSent());
    }
  }

  private void verify(Handshake.Step.Verify proof) {
    Thread.startVirtualThread(() -> {
      boolean good =
          Bls.verify(
              BlsPublicKey.of(proof.key()),
              proof.message().shared(),
              BlsSignature.of(proof.signature()));
      context.runOnContext(_ -> {
        if (!ended) {
          step(handshake.proofChecked(good));
        }
      });
    });
  }

  private void becomeUp() {
    Hello hello = handshake.theirs();
    if (hello == null) {
      throw new InvariantViolation("up without a greeting");
    }
    info =
        new PeerInfo(
            id(),
            remote,
            hello.listening(remote.host()),
            outbound,
            hello.clientName(),
            hello.validatorKey());
    state = State.UP;
    owner.up(this);
  }

  /// Stops or resumes reading from the socket.
  void pause(boolean pause) {
    if (pause != paused) {
      paused = pause;
      readNanos = System.nanoTime();
      var _ = pause ? socket.pause() : socket.resume();
    }
  }

  /// Looks after the time limits.
  void tick(NetworkConfig config, long nowNanos) {
    if (state == State.LINGERING) {
      if (lingerEndsNanos - nowNanos <= 0) {
        close();
      }
      return;
    }
    if (state == State.SHAKING) {
      if (nowNanos - openedNanos > config.handshakeTimeout().toNanos()) {
        end(DisconnectReason.HANDSHAKE_TIMEOUT, "");
      }
      return;
    }
    requests.expire(nowNanos);
    long idleNanos = config.idleTimeout().toNanos();
    if (!queue.isEmpty() && nowNanos - writtenNanos > idleNanos) {
      end(DisconnectReason.TOO_SLOW, "took nothing for " + config.idleTimeout());
    } else if (!paused && nowNanos - readNanos > idleNanos) {
      end(DisconnectReason.IDLE, "");
    } else if (nowNanos - readNanos > config.pingInterval().toNanos()
        && nowNanos - pingedNanos > config.pingInterval().toNanos()) {
      pingedNanos = nowNanos;
      enqueue(FrameKind.PING, new WireWriter(8).u64(nowNanos).toBytes());
    }
  }

  /// Says goodbye and closes once the peer has read it or half a second has passed.
  void end(DisconnectReason reason, String detail) {
    if (ended) {
      return;
    }
    over(reason, detail, false);
    state = State.LINGERING;
    lingerEndsNanos = System.nanoTime() + LINGER_NANOS;
    if (paused) {
      pause(false);
    }
    write(
        List.of(new OutboundQueue.Frame(FrameKind.GOODBYE, new Goodbye(reason, detail).encode())));
  }

  private void over(DisconnectReason reason, String detail, boolean byPeer) {
    if (!ended) {
      ended = true;
      queue.clear();
      requests.close();
      owner.over(this, reason, detail, byPeer);
    }
  }

  private void onClosed() {
    state = State.CLOSED;
    over(DisconnectReason.CONNECTION_LOST, "", true);
  }

  boolean isOver() {
    return ended;
  }

  boolean isClosed() {
    return state == State.CLOSED;
  }

  boolean wasUp() {
    return info != null;
  }

  void close() {
    socket.close().onComplete(_ -> onClosed());
  }
}
