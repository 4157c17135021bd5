package org.cairn.p2p.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.cairn.core.rlp.DecodingException;
import org.cairn.core.types.Bytes;
import org.cairn.p2p.Hostile;
import org.junit.jupiter.api.Test;

class FrameReaderTest {
  private final FrameReader reader = new FrameReader();
  private final List<OutboundQueue.Frame> frames = new ArrayList<>();

  private boolean collect(FrameKind kind, Bytes payload) {
    frames.add(new OutboundQueue.Frame(kind, payload));
    return true;
  }

  private static byte[] encode(OutboundQueue.Frame frame) {
    return new WireWriter(16)
        .u32(1L + frame.payload().size())
        .u8(frame.kind().code())
        .raw(frame.payload().shared())
        .toBytes()
        .toArray();
  }

  @Test
  void read_streamCutAnywhere_givesTheSameFrames() {
    long seed = System.nanoTime();
    System.err.println("FrameReaderTest seed " + seed);
    Random random = new Random(seed);
    List<OutboundQueue.Frame> sent = new ArrayList<>();
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    for (int i = 0; i < 200; i++) {
      byte[] payload = new byte[random.nextInt(i % 20 == 0 ? 100_000 : 100)];
      random.nextBytes(payload);
      OutboundQueue.Frame frame = new OutboundQueue.Frame(FrameKind.CONSENSUS, Bytes.wrap(payload));
      sent.add(frame);
      stream.writeBytes(encode(frame));
      sent.add(new OutboundQueue.Frame(FrameKind.ACCEPT, Bytes.EMPTY));
      stream.writeBytes(encode(sent.getLast()));
    }
    byte[] all = stream.toByteArray();
    int at = 0;
    while (at < all.length) {
      int length = Math.min(all.length - at, 1 + random.nextInt(random.nextBoolean() ? 7 : 30_000));
      reader.read(Arrays.copyOfRange(all, at, at + length), this::collect);
      at += length;
    }
    assertThat(frames).isEqualTo(sent);
  }

  /// However the bytes come, the reader gives the same frames of a damaged stream, and refuses it
  /// at the same place.
  @Test
  void read_damagedStream_isRefusedOrCutIntoFramesWhicheverWayItComes() {
    List<FrameKind> kinds = List.of(FrameKind.values());
    Hostile hostile = new Hostile(FrameReaderTest.class, 2000);
    int refused = 0;
    while (hostile.goesOn()) {
      ByteArrayOutputStream stream = new ByteArrayOutputStream();
      for (int i = hostile.below(5); i >= 0; i--) {
        FrameKind kind = kinds.get(hostile.below(kinds.size()));
        Bytes payload = Bytes.wrap(new byte[hostile.below(kind.maxBytes() < 60 ? 1 : 60)]);
        stream.writeBytes(encode(new OutboundQueue.Frame(kind, payload)));
      }
      Bytes bytes = hostile.of(Bytes.wrap(stream.toByteArray()));
      List<OutboundQueue.Frame> whole = new ArrayList<>();
      boolean wholeRefused = isRefused(bytes, bytes.size() + 1, whole);
      List<OutboundQueue.Frame> inPieces = new ArrayList<>();
      assertThat(isRefused(bytes, 1 + hostile.below(9), inPieces)).isEqualTo(wholeRefused);
      assertThat(inPieces).isEqualTo(whole);
      refused += wholeRefused ? 1 : 0;
    }
    assertThat(refused).isPositive();
  }

  private static boolean isRefused(Bytes stream, int chunkBytes, List<OutboundQueue.Frame> into) {
    FrameReader fresh = new FrameReader();
    byte[] all = stream.toArray();
    try {
      for (int at = 0; at < all.length; at += chunkBytes) {
        fresh.read(
            Arrays.copyOfRange(all, at, Math.min(all.length, at + chunkBytes)),
            (kind, payload) -> into.add(new OutboundQueue.Frame(kind, payload)));
      }
      return false;
    } catch (DecodingException _) {
      return true;
    }
  }

  @Test
  void read_lengthBeyondTheKindsLimit_isRefusedAtTheHeader() {
    for (FrameKind kind : FrameKind.values()) {
      byte[] header =
          new WireWriter(8).u32(kind.maxBytes() + 2L).u8(kind.code()).toBytes().toArray();
      assertThatThrownBy(() -> new FrameReader().read(header, this::collect))
          .isInstanceOf(DecodingException.class)
          .hasMessageContaining("the limit is " + kind.maxBytes());
    }
    assertThat(frames).isEmpty();
  }

  @Test
  void read_noLengthOrUnknownKind_isRefused() {
    for (String header : List.of("0x0000000004", "0xffffffff04", "0x0000000177", "0x00000001ff")) {
      assertThatThrownBy(
              () -> new FrameReader().read(Bytes.fromHex(header).toArray(), this::collect))
          .isInstanceOf(DecodingException.class);
    }
  }

  @Test
  void read_sinkGivesUp_nothingMoreIsHandedOver() {
    byte[] accept = encode(new OutboundQueue.Frame(FrameKind.ACCEPT, Bytes.EMPTY));
    byte[] twice = Arrays.copyOf(accept, 2 * accept.length);
    System.arraycopy(accept, 0, twice, accept.length, accept.length);
    reader.read(
        twice,
        (kind, payload) -> {
          collect(kind, payload);
          return false;
        });
    assertThat(frames).hasSize(1);
  }
}
