package org.cairn.p2p.frame;

import org.jspecify.annotations.Nullable;

/// What a frame carries: its byte on the wire, the most payload it may have, and its priority.
public enum FrameKind {
  HELLO(0x00, 1 << 10, Priority.CONTROL),
  PROOF(0x01, 128, Priority.CONTROL),
  ACCEPT(0x02, 0, Priority.CONTROL),
  GOODBYE(0x03, 512, Priority.CONTROL),
  PING(0x04, 8, Priority.CONTROL),
  PONG(0x05, 8, Priority.CONTROL),
  ADDRESSES(0x06, 32 << 10, Priority.CONTROL),
  REQUEST(0x08, (64 << 10) + 16, Priority.BULK),
  RESPONSE(0x09, (10 << 20) + 16, Priority.BULK),
  CONSENSUS(0x10, 10 << 20, Priority.CONSENSUS),
  BLOCKS(0x11, 10 << 20, Priority.BULK),
  TRANSACTIONS(0x12, 1 << 20, Priority.TRANSACTIONS);

  private static final @Nullable FrameKind[] BY_CODE = byCode();

  private final int code;
  private final int maxBytes;
  private final Priority priority;

  FrameKind(int code, int maxBytes, Priority priority) {
    this.code = code;
    this.maxBytes = maxBytes;
    this.priority = priority;
  }

  /// The byte that stands for this kind.
  public int code() {
    return code;
  }

  /// The most bytes that a payload of this kind may have.
  public int maxBytes() {
    return maxBytes;
  }

  public Priority priority() {
    return priority;
  }

  /// Whether the frame belongs to the handshake, before which nothing else is listened to.
  public boolean isHandshake() {
    return this == HELLO || this == PROOF || this == ACCEPT;
  }

  static @Nullable FrameKind of(int code) {
    return code < BY_CODE.length ? BY_CODE[code] : null;
  }

  private static @Nullable FrameKind[] byCode() {
    @Nullable FrameKind[] kinds = new @Nullable FrameKind[TRANSACTIONS.code + 1];
    for (FrameKind kind : values()) {
      kinds[kind.code] = kind;
    }
    return kinds;
  }
}
