package org.cairn.evm.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.cairn.core.block.BlockHeader;
import org.cairn.core.block.Roots;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.cairn.evm.fork.Fork;
import org.junit.jupiter.api.Test;

class DifficultyTest {
  /// The values of real blocks 0 to 2 of Ethereum's main network.
  @Test
  void next_ofTheFirstBlocksOfMainnet_isTheirs() {
    BlockHeader genesis = header(0, 0, 17_179_869_184L);
    assertThat(Difficulty.next(genesis, 1_438_269_988, Fork.FRONTIER)).isEqualTo(17_171_480_576L);
    BlockHeader first = header(1, 1_438_269_988, 17_171_480_576L);
    assertThat(Difficulty.next(first, 1_438_270_017, Fork.FRONTIER)).isEqualTo(17_163_096_064L);
  }

  @Test
  void next_inFrontier_movesBy2048thAt13Seconds() {
    BlockHeader parent = header(9, 1000, 2_048_000);
    assertThat(Difficulty.next(parent, 1012, Fork.FRONTIER)).isEqualTo(2_049_000);
    assertThat(Difficulty.next(parent, 1013, Fork.FRONTIER)).isEqualTo(2_047_000);
    assertThat(Difficulty.next(parent, 9_000_000, Fork.FRONTIER)).isEqualTo(2_047_000);
  }

  @Test
  void next_inHomestead_movesByTheTensOfSecondsDownTo99Steps() {
    BlockHeader parent = header(9, 1000, 2_048_000);
    assertThat(Difficulty.next(parent, 1009, Fork.HOMESTEAD)).isEqualTo(2_049_000);
    assertThat(Difficulty.next(parent, 1019, Fork.SPURIOUS_DRAGON)).isEqualTo(2_048_000);
    assertThat(Difficulty.next(parent, 1999, Fork.HOMESTEAD)).isEqualTo(2_048_000 - 98_000);
    assertThat(Difficulty.next(parent, 2000, Fork.HOMESTEAD)).isEqualTo(2_048_000 - 99_000);
    assertThat(Difficulty.next(parent, 9000, Fork.HOMESTEAD)).isEqualTo(2_048_000 - 99_000);
  }

  @Test
  void next_inByzantium_countsAParentWithOmmersDouble() {
    BlockHeader parent = header(9, 1000, 2_048_000);
    BlockHeader withOmmers = TestChain.with(parent, "ommersHash", Hash.ZERO);
    assertThat(Difficulty.next(parent, 1008, Fork.BYZANTIUM)).isEqualTo(2_049_000);
    assertThat(Difficulty.next(parent, 1009, Fork.BYZANTIUM)).isEqualTo(2_048_000);
    assertThat(Difficulty.next(withOmmers, 1008, Fork.LONDON)).isEqualTo(2_050_000);
    assertThat(Difficulty.next(withOmmers, 1018, Fork.LONDON)).isEqualTo(2_048_000);
  }

  @Test
  void next_ofASlowBlock_staysAtTheLeastDifficulty() {
    BlockHeader parent = header(9, 1000, 131_072);
    for (Fork fork : new Fork[] {Fork.FRONTIER, Fork.HOMESTEAD, Fork.GRAY_GLACIER}) {
      assertThat(Difficulty.next(parent, 5000, fork)).as("%s", fork).isEqualTo(131_072);
    }
  }

  /// The bomb begins at the block 200,000 after the delay with 1, and doubles every 100,000.
  @Test
  void next_ofEachEra_hasTheBombLaterBy() {
    assertBomb(Fork.FRONTIER, 0);
    assertBomb(Fork.HOMESTEAD, 0);
    assertBomb(Fork.BYZANTIUM, 3_000_000);
    assertBomb(Fork.CONSTANTINOPLE, 5_000_000);
    assertBomb(Fork.ISTANBUL, 5_000_000);
    assertBomb(Fork.MUIR_GLACIER, 9_000_000);
    assertBomb(Fork.BERLIN, 9_000_000);
    assertBomb(Fork.LONDON, 9_700_000);
    assertBomb(Fork.ARROW_GLACIER, 10_700_000);
    assertBomb(Fork.GRAY_GLACIER, 11_400_000);
  }

  private static void assertBomb(Fork fork, long delay) {
    assertThat(bombAt(fork, delay + 199_999)).as("%s", fork).isEqualTo(0);
    assertThat(bombAt(fork, delay + 200_000)).as("%s", fork).isEqualTo(1);
    assertThat(bombAt(fork, delay + 299_999)).as("%s", fork).isEqualTo(1);
    assertThat(bombAt(fork, delay + 300_000)).as("%s", fork).isEqualTo(2);
    assertThat(bombAt(fork, delay + 4_200_000)).as("%s", fork).isEqualTo(1L << 40);
  }

  private static long bombAt(Fork fork, long number) {
    long without = Difficulty.next(header(9, 1000, 1L << 50), 1001, fork).longValueExact();
    long with = Difficulty.next(header(number - 1, 1000, 1L << 50), 1001, fork).longValueExact();
    return with - without;
  }

  @Test
  void next_ofAnAbsurdNumber_isBeyondAnyHeader() {
    BlockHeader parent = header(Long.MAX_VALUE - 1, 1000, 131_072);
    assertThat(Difficulty.next(parent, 1001, Fork.FRONTIER))
        .isGreaterThan(BigInteger.ONE.shiftLeft(256));
  }

  private static BlockHeader header(long number, long timestamp, long difficulty) {
    return new BlockHeader(
        Hash.ZERO,
        Roots.NO_OMMERS,
        Address.ZERO,
        Hash.ZERO,
        Hash.ZERO,
        Hash.ZERO,
        Bytes.EMPTY,
        UInt256.of(difficulty),
        number,
        5000,
        0,
        timestamp,
        Bytes.EMPTY,
        Hash.ZERO,
        0,
        null,
        null,
        null,
        null,
        null,
        null);
  }
}
