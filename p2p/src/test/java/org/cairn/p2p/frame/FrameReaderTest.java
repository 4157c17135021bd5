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
