package org.cairn.consensus.epoch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.cairn.consensus.message.Ballot;
import org.cairn.consensus.message.Round;
import org.cairn.consensus.sim.FakeBls;
import org.cairn.core.crypto.Sha256;
import org.cairn.core.types.Hash;
import org.junit.jupiter.api.Test;

/// What a signature is bound to: whatever differs, the signed message differs.
final class EpochContextTest {
  private static final Hash BLOCK = Sha256.hash(new byte[] {1});
  private static final Hash GENESIS = Sha256.hash(new byte[] {2});

  private final EpochContext base = context(9, GENESIS, 3, List.of(3L, 3L, 2L, 2L));

  private static EpochContext context(long chainId, Hash genesis, long epoch, List<Long> stakes) {
    var chain = new EpochContext.Chain(chainId, genesis, 1_000_000, 1_000);
    ValidatorSet set = new ValidatorSet(FakeBls.validators(stakes));
    var terms = new EpochContext.Terms(epoch, set, Hash.ZERO, set.root());
    return EpochContext.of(chain, EpochContext.root(chain), terms);
  }

  private static Hash root(EpochContext context) {
    return context.signingRoot(Ballot.notarize(new Round(context.epoch(), 7), BLOCK));
  }

  @Test
  void signingRoot_ofAnotherView_differs() {
    assertThat(base.signingRoot(Ballot.notarize(new Round(3, 8), BLOCK))).isNotEqualTo(root(base));
    assertThat(base.signingRoot(Ballot.nullify(new Round(3, 8))))
        .isNotEqualTo(base.signingRoot(Ballot.nullify(new Round(3, 7))));
  }

  @Test
  void signingRoot_ofAnotherEpoch_differs() {
    assertThat(root(context(9, GENESIS, 4, List.of(3L, 3L, 2L, 2L)))).isNotEqualTo(root(base));
    assertThatThrownBy(() -> base.signingRoot(Ballot.nullify(new Round(4, 7))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /// The same validators with other weights are another set.
  @Test
  void signingRoot_ofAnotherSet_differs() {
    assertThat(root(context(9, GENESIS, 3, List.of(3L, 3L, 2L, 1L)))).isNotEqualTo(root(base));
    assertThat(root(context(9, GENESIS, 3, List.of(3L, 3L, 2L)))).isNotEqualTo(root(base));
  }

  @Test
  void signingRoot_ofAnotherChain_differs() {
    assertThat(root(context(8, GENESIS, 3, List.of(3L, 3L, 2L, 2L)))).isNotEqualTo(root(base));
    assertThat(root(context(9, BLOCK, 3, List.of(3L, 3L, 2L, 2L)))).isNotEqualTo(root(base));
  }

  @Test
  void signingRoot_ofAnotherKindOrBlock_differs() {
    Round round = new Round(3, 7);
    List<Hash> roots = new ArrayList<>();
    for (Hash block : List.of(BLOCK, GENESIS)) {
      roots.add(base.signingRoot(Ballot.notarize(round, block)));
      roots.add(base.signingRoot(Ballot.finalize(round, block)));
    }
    roots.add(base.signingRoot(Ballot.nullify(round)));
    roots.add(base.revealRoot(round));
    assertThat(roots).doesNotHaveDuplicates();
  }

  @Test
  void revealRoot_ofAnotherRoundOrChain_differs() {
    EpochContext elsewhere = context(8, GENESIS, 3, List.of(3L, 3L, 2L, 2L));
    assertThat(
            List.of(
                base.revealRoot(new Round(3, 7)),
                base.revealRoot(new Round(3, 8)),
                base.revealRoot(new Round(4, 7)),
                elsewhere.revealRoot(new Round(3, 7))))
        .doesNotHaveDuplicates();
  }

  @Test
  void next_withAnotherSetThanCommitted_isRefused() {
    RootBlock last =
        new RootBlock(5, BLOCK, base.lastHeight(), base.root().timestampMillis() + 1, BLOCK);
    ValidatorSet other = new ValidatorSet(FakeBls.validators(List.of(1L, 1L, 1L, 1L)));
    assertThatThrownBy(() -> base.next(last, other, Hash.ZERO, other.root()))
        .isInstanceOf(IllegalArgumentException.class);
    EpochContext next = base.next(last, base.validators(), Hash.ZERO, other.root());
    assertThat(next.epoch()).isEqualTo(4);
    assertThat(next.root().view()).isZero();
    assertThatThrownBy(() -> base.next(base.root(), base.validators(), Hash.ZERO, other.root()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
