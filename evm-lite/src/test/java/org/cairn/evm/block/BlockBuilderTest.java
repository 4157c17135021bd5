package org.cairn.evm.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.cairn.core.block.BlockCodec;
import org.cairn.core.block.RecoveredTransaction;
import org.cairn.core.block.Transaction;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.Wei;
import org.cairn.evm.fork.Fork;
import org.cairn.evm.tx.Refusal;
import org.junit.jupiter.api.Test;

class BlockBuilderTest {
  private final TestChain chain = new TestChain(Fork.OSAKA);

  @Test
  void build_withoutCandidates_makesAnEmptyBlockThatIsValid() {
    BuiltBlock built = chain.build(List.of(), BuildLimits.NONE);
    assertThat(built.block().body().transactions()).isEmpty();
    assertThat(built.block().header().gasUsed()).isZero();
    assertThat(chain.execute(built.block())).isInstanceOf(Verdict.Valid.class);
  }

  @Test
  void build_reportsWhatIsNotValid_andGoesOn() {
    RecoveredTransaction gap = chain.transfer(0, 3, 21_000, TestChain.BENEFICIARY);
    RecoveredTransaction good = chain.transfer(1, 0, 21_000, TestChain.BENEFICIARY);
    RecoveredTransaction again = chain.transfer(1, 0, 30_000, TestChain.BENEFICIARY);
    RecoveredTransaction next = chain.transfer(1, 1, 21_000, TestChain.BENEFICIARY);
    BuiltBlock built = chain.build(List.of(gap, good, again, next), BuildLimits.NONE);
    assertThat(built.block().body().transactions()).containsExactly(good.signed(), next.signed());
    assertThat(built.refused())
        .extracting(BuiltBlock.Refused::transaction)
        .containsExactly(gap, again);
    assertThat(built.refused())
        .extracting(refused -> refused.refusal().reason())
        .containsExactly(Refusal.Reason.NONCE_TOO_HIGH, Refusal.Reason.NONCE_TOO_LOW);
    assertThat(chain.execute(built.block())).isInstanceOf(Verdict.Valid.class);
  }

  @Test
  void build_passesOverWhatDoesNotFitTheGas_withAllThatFollowsOfItsSender() {
    long large = 1L << 24;
    RecoveredTransaction first = chain.transfer(0, 0, large, TestChain.COUNTER);
    // Gas is reserved by limit: 30 million less what the first used leaves room for one more only
    // when the first used little, so the limit is lowered through the parent.
    chain.head =
        new Parent(
            TestChain.with(chain.head.header(), "gasLimit", 16_800_000L), chain.head.state());
    RecoveredTransaction second = chain.transfer(1, 0, large, TestChain.COUNTER);
    RecoveredTransaction secondNext = chain.transfer(1, 1, 21_000, TestChain.BENEFICIARY);
    RecoveredTransaction third = chain.transfer(2, 0, 21_000, TestChain.BENEFICIARY);
    BuiltBlock built = chain.build(List.of(first, second, secondNext, third), BuildLimits.NONE);
    assertThat(built.block().body().transactions()).containsExactly(first.signed(), third.signed());
    assertThat(built.refused()).isEmpty();
    assertThat(chain.execute(built.block())).isInstanceOf(Verdict.Valid.class);
  }

  @Test
  void build_staysWithinTheBytes() {
    List<RecoveredTransaction> candidates = new ArrayList<>();
    for (int nonce = 0; nonce < 20; nonce++) {
      candidates.add(withData(nonce, 1_000));
    }
    for (int maxBytes : new int[] {0, 2_000, 5_000, 12_345}) {
      BuiltBlock built = chain.build(candidates, new BuildLimits(maxBytes, () -> true));
      int size = BlockCodec.encode(built.block()).size();
      if (maxBytes >= 2_000) {
        assertThat(size).isLessThanOrEqualTo(maxBytes).isGreaterThan(maxBytes - 2_000);
      } else {
        assertThat(built.block().body().transactions()).isEmpty();
      }
      assertThat(chain.execute(built.block())).isInstanceOf(Verdict.Valid.class);
    }
  }

  @Test
  void build_stopsWhenTheBudgetIsSpent() {
    List<RecoveredTransaction> candidates = new ArrayList<>();
    for (int nonce = 0; nonce < 10; nonce++) {
      candidates.add(chain.transfer(0, nonce, 21_000, TestChain.BENEFICIARY));
    }
    int[] asked = {0};
    BuiltBlock built = chain.build(candidates, new BuildLimits(1 << 20, () -> asked[0]++ < 3));
    assertThat(built.block().body().transactions()).hasSize(3);
  }

  @Test
  void build_takesNoMoreBlobsThanTheFork() {
    List<RecoveredTransaction> candidates = new ArrayList<>();
    for (int nonce = 0; nonce < 4; nonce++) {
      candidates.add(blobs(nonce % 2, nonce / 2, 4));
    }
    BuiltBlock built = chain.build(candidates, BuildLimits.NONE);
    assertThat(built.block().body().transactions()).hasSize(2);
    assertThat(built.block().header().blobGasUsed()).isEqualTo(8 * 131_072L);
    assertThat(chain.execute(built.block())).isInstanceOf(Verdict.Valid.class);
  }

  @Test
  void build_movesTheGasLimitTowardsItsTarget() {
    long parentLimit = chain.head.header().gasLimit();
    BuiltBlock built = chain.build(List.of(), BuildLimits.NONE);
    assertThat(built.block().header().gasLimit()).isEqualTo(parentLimit + parentLimit / 1024 - 1);
  }

  @Test
  void attributes_withTooMuchExtraData_areRefused() {
    BlockAttributes good = chain.attributes();
    assertThatThrownBy(() ->
            new BlockAttributes(
                good.timestampSeconds(),
                good.beneficiary(),
                good.prevRandao(),
                good.parentBeaconBlockRoot(),
                good.withdrawals(),
                good.gasLimitTarget(),
                Bytes.wrap(new byte[33])))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private RecoveredTransaction withData(long nonce, int size) {
    return chain.sign(
        new Transaction.Legacy(
            TestChain.CHAIN_ID,
            nonce,
            Wei.of(2_000_000_000L),
            100_000,
            TestChain.BENEFICIARY,
            Wei.ZERO,
            Bytes.wrap(new byte[size])),
        0);
  }

  private RecoveredTransaction blobs(int key, long nonce, int count) {
    List<Hash> hashes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      hashes.add(Hash.fromHex("0x01" + "07".repeat(31)));
    }
    return chain.sign(
        new Transaction.Blob(
            TestChain.CHAIN_ID,
            nonce,
            Wei.of(1),
            Wei.of(2_000_000_000L),
            30_000,
            TestChain.BENEFICIARY,
            Wei.ZERO,
            Bytes.EMPTY,
            List.of(),
            Wei.of(1_000_000),
            hashes),
        key);
  }
}
