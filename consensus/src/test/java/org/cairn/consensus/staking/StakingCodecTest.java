package org.cairn.consensus.staking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cairn.consensus.staking.StakingChain.COIN;

import java.util.Random;
import org.cairn.consensus.message.Evidence.Offence;
import org.cairn.consensus.staking.StakingChain.Content;
import org.cairn.core.rlp.DecodingException;
import org.cairn.core.staking.ExitMessage;
import org.cairn.core.types.Bytes;
import org.junit.jupiter.api.Test;

class StakingCodecTest {
  @Test
  void root_ofKnownStates_isFrozen() {
    StakingChain chain = new StakingChain(StakingChain.small(), 32, 33, 64);
    assertThat(chain.state.root())
        .hasToString("0x5f92fd0e7efd831b12e641c99d582c1a0c5ab0611d6686c9c8a46cbd460c9a84");
    busy(chain);
    assertThat(chain.state.root())
        .hasToString("0x17711dffc87819cd8853a57fe81f46e47df752cfde7cc7e4c645ba99153dd219");
  }

  @Test
  void decode_ofDamagedBytes_throwsNothingElse() {
    StakingChain chain = new StakingChain(StakingChain.small(), 32, 33, 64);
    busy(chain);
    byte[] sound = StakingCodec.encode(chain.state).toArray();
    long seed = System.nanoTime();
    System.err.println("seed " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 3000; round++) {
      byte[] bad = sound.clone();
      for (int i = 0; i <= random.nextInt(3); i++) {
        bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
      }
      Bytes encoded = Bytes.wrap(bad);
      try {
        assertThat(StakingCodec.encode(StakingCodec.decode(encoded))).isEqualTo(encoded);
      } catch (RuntimeException e) {
        assertThat(e).as("seed %d", seed).isInstanceOf(DecodingException.class);
      }
    }
    assertThatThrownBy(() -> StakingCodec.decode(Bytes.EMPTY))
        .isInstanceOf(DecodingException.class);
  }

  /// Something in every part of the state.
  private static void busy(StakingChain chain) {
    chain.add(
        new Content()
            .with(StakingChain.deposit(5, 70 * COIN, FakeSignatures.HERE))
            .with(StakingChain.withdrawal(StakingChain.owner(2), 2, COIN))
            .with(StakingChain.consolidation(StakingChain.owner(0), 0, 2))
            .with(chain.message(ExitMessage.Kind.EXIT, 1, 0)));
    chain.add(new Content().with(chain.conviction(1, 0, Offence.DOUBLE_NOTARIZE)).without(1));
  }
}
