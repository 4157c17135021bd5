package org.cairn.evm.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.cairn.core.block.BlockHeader;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;
import org.cairn.evm.block.Verdict.Reason;
import org.cairn.evm.fork.Fork;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OmmersTest {
  private final MinedChain chain = new MinedChain(Fork.LONDON);

  private Verdict execute(BlockHeader... ommers) {
    return chain.execute(chain.make(List.of(), List.of(ommers)));
  }

  private void assertInvalid(Reason reason, BlockHeader... ommers) {
    assertThat(execute(ommers))
        .isInstanceOfSatisfying(
            Verdict.Invalid.class, found -> assertThat(found.reason()).isEqualTo(reason));
  }

  @Test
  void execute_withTwoBrothersOfTheParent_isValid() {
    BlockHeader one = chain.stale(1);
    BlockHeader two = chain.stale(2);
    Verdict.Valid _ = chain.adoptEmpty();
    assertThat(execute(one, two)).isInstanceOf(Verdict.Valid.class);
  }

  @Test
  void execute_withThreeOmmers_isInvalid() {
    BlockHeader[] three = {chain.stale(1), chain.stale(2), chain.stale(3)};
    Verdict.Valid _ = chain.adoptEmpty();
    assertInvalid(Reason.TOO_MANY_OMMERS, three);
  }

  @Test
  void execute_withAnOmmerTwice_isInvalid() {
    BlockHeader ommer = chain.stale(1);
    Verdict.Valid _ = chain.adoptEmpty();
    assertInvalid(Reason.OMMER_TWICE, ommer, ommer);
    Verdict.Valid _ = chain.adopt(chain.make(List.of(), List.of(ommer)));
    assertInvalid(Reason.OMMER_TWICE, ommer);
    Verdict.Valid _ = chain.adoptEmpty();
    assertInvalid(Reason.OMMER_TWICE, ommer);
  }

  @Test
  void execute_withAnAncestorAsOmmer_isInvalid() {
    Verdict.Valid _ = chain.adoptEmpty();
    BlockHeader grandparent = chain.head.header();
    Verdict.Valid _ = chain.adoptEmpty();
    assertInvalid(Reason.OMMER_IS_ANCESTOR, grandparent);
    assertInvalid(Reason.OMMER_IS_ANCESTOR, chain.head.header());
  }

  @Test
  void execute_withItsOwnBrotherAsOmmer_isInvalid() {
    Verdict.Valid _ = chain.adoptEmpty();
    assertInvalid(Reason.OMMER_PARENT, chain.stale(1));
  }

  @Test
  void execute_withAnOmmerOfAnUnknownParent_isInvalid() {
    BlockHeader ommer = TestChain.with(chain.stale(1), "parentHash", Hash.ZERO);
    Verdict.Valid _ = chain.adoptEmpty();
    assertInvalid(Reason.OMMER_PARENT, ommer);
  }

  @Test
  void execute_withAnOmmerSixGenerationsAway_isTheLastValid() {
    BlockHeader ommer = chain.stale(1);
    for (int i = 0; i < 6; i++) {
      Verdict.Valid _ = chain.adoptEmpty();
      assertThat(execute(ommer)).as("generation %d", i + 1).isInstanceOf(Verdict.Valid.class);
    }
    Verdict.Valid _ = chain.adoptEmpty();
    assertThat(chain.execute(chain.make(List.of(), List.of()))).isInstanceOf(Verdict.Valid.class);
    // Its reward would be an eighth; it is only made to be refused.
    assertInvalid(Reason.OMMER_PARENT, ommer);
  }

  @Test
  void execute_withAnOmmerThatIsNoValidHeader_isInvalid() {
    BlockHeader good = chain.stale(1);
    Verdict.Valid _ = chain.adoptEmpty();
    assertBad(good, "number", 2L);
    assertBad(good, "timestampSeconds", 0L);
    assertBad(good, "difficulty", UInt256.of(5));
    assertBad(good, "difficulty", UInt256.ZERO);
    assertBad(good, "gasLimit", 20_000_000L);
    assertBad(good, "gasUsed", 10_000_001L);
    assertBad(good, "extraData", Bytes.wrap(new byte[33]));
    assertBad(good, "baseFeePerGas", Wei.of(1));
    assertBad(good, "baseFeePerGas", null);
    assertThat(execute(TestChain.with(good, "stateRoot", Hash.ZERO)))
        .as("what the ommer's own body gave is not looked at")
        .isInstanceOf(Verdict.Valid.class);
  }

  private void assertBad(BlockHeader good, String component, @Nullable Object value) {
    assertInvalid(Reason.OMMER_HEADER, TestChain.with(good, component, value));
  }
}
