package org.cairn.p2p.gossip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.cairn.core.rlp.DecodingException;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.p2p.Hostile;
import org.cairn.p2p.frame.WireWriter;
import org.junit.jupiter.api.Test;

class TxMessageTest {
  private static final List<TxMessage> MESSAGES =
      List.of(
          new TxMessage.Push(List.of(Bytes.of((byte) 1), Bytes.wrap(new byte[300]))),
          new TxMessage.Announce(List.of(new TxMessage.Announced(Hash.ZERO, 77))),
          new TxMessage.Pull(List.of(Hash.ZERO, Hash.ZERO)),
          new TxMessage.Push(List.of()));

  @Test
  void decode_whatWasEncoded_isTheSame() {
    for (TxMessage message : MESSAGES) {
      assertThat(TxMessage.decode(message.encode())).isEqualTo(message);
    }
  }

  @Test
  void decode_mutatedBytes_throwsOnlyDecodingException() {
    Hostile hostile = new Hostile(TxMessageTest.class, 3000);
    int refused = 0;
    while (hostile.goesOn()) {
      for (TxMessage message : MESSAGES) {
        try {
          var _ = TxMessage.decode(hostile.of(message.encode()));
        } catch (DecodingException e) {
          refused++;
        }
      }
    }
    assertThat(refused).isPositive();
  }

  @Test
  void decode_beyondTheLimits_isRefused() {
    for (int kind = 0; kind < 3; kind++) {
      Bytes tooMany = new WireWriter(8).u8(kind).u16(4097).toBytes();
      assertThatThrownBy(() -> TxMessage.decode(tooMany))
          .isInstanceOf(DecodingException.class)
          .hasMessageContaining("4097 transactions");
    }
    Bytes tooLarge = new WireWriter(8).u8(0).u16(1).u32(TxMessage.MAX_TX_BYTES + 1L).toBytes();
    assertThatThrownBy(() -> TxMessage.decode(tooLarge)).isInstanceOf(DecodingException.class);
  }
}
