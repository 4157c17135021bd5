package org.cairn.evm.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.cairn.core.block.Block;
import org.cairn.core.block.BlockHeader;
import org.cairn.core.block.RecoveredTransaction;
import org.cairn.core.block.Transaction;
import org.cairn.core.block.TransactionCodec;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;
import org.cairn.evm.block.Verdict.Reason;
import org.cairn.evm.fork.Fork;
import org.cairn.evm.fork.ForkSchedule;
import org.cairn.evm.fork.ForkSchedule.Activation;
import org.junit.jupiter.api.Test;

/// Blocks before the merge: rewards, receipts, and the fields that proof of work has.
class ProofOfWorkTest {
  private static final long MILLI_COIN = 1_000_000_000_000_000L;

  private static UInt256 milliCoins(long count) {
    return UInt256.of(count).times(MILLI_COIN);
  }

  private static RecoveredTransaction transfer(long nonce) {
    var legacy =
        new Transaction.Legacy(
            null, nonce, Wei.ofGwei(2), 21_000, MinedChain.miner(9), Wei.of(5), Bytes.EMPTY);
    return new RecoveredTransaction(
        TransactionCodec.sign(legacy, MinedChain.KEY), MinedChain.KEY.publicKey().toAddress());
  }

  private static void assertInvalid(MinedChain chain, Block block, Reason reason) {
    assertThat(chain.execute(block))
        .isInstanceOfSatisfying(
            Verdict.Invalid.class, found -> assertThat(found.reason()).isEqualTo(reason));
  }

  @Test
  void reward_ofEachEra_isFiveThreeAndTwoCoins() {
    assertThat(rewardIn(Fork.FRONTIER)).isEqualTo(milliCoins(5000));
    assertThat(rewardIn(Fork.SPURIOUS_DRAGON)).isEqualTo(milliCoins(5000));
    assertThat(rewardIn(Fork.BYZANTIUM)).isEqualTo(milliCoins(3000));
    assertThat(rewardIn(Fork.CONSTANTINOPLE)).isEqualTo(milliCoins(2000));
    assertThat(rewardIn(Fork.GRAY_GLACIER)).isEqualTo(milliCoins(2000));
    assertThat(BlockReward.of(Fork.PARIS)).isEqualTo(UInt256.ZERO);
  }

  private static UInt256 rewardIn(Fork fork) {
    var chain = new MinedChain(fork);
    Verdict.Valid _ = chain.adoptEmpty();
    return chain.balance(MinedChain.MINER);
  }

  /// One generation away is 7 of 8 parts, two are 6; each gives the block a 32nd.
  @Test
  void reward_ofABlockWithOmmers_isSharedByAge() {
    var chain = new MinedChain(Fork.CONSTANTINOPLE);
    BlockHeader older = chain.stale(1);
    Verdict.Valid _ = chain.adoptEmpty();
    BlockHeader younger = chain.stale(2);
    Verdict.Valid _ = chain.adoptEmpty();
    UInt256 before = chain.balance(MinedChain.MINER);
    Verdict.Valid _ = chain.adopt(chain.make(List.of(), List.of(older, younger)));
    assertThat(chain.balance(MinedChain.miner(1))).isEqualTo(milliCoins(1500));
    assertThat(chain.balance(MinedChain.miner(2))).isEqualTo(milliCoins(1750));
    assertThat(chain.balance(MinedChain.MINER).minus(before)).isEqualTo(milliCoins(2125));
  }

  @Test
  void receipts_beforeByzantium_haveTheStateAfterEachTransaction() {
    var frontier = new MinedChain(Fork.FRONTIER);
    Verdict.Valid valid =
        frontier.adopt(frontier.make(List.of(transfer(0), transfer(1)), List.of()));
    Hash first = valid.receipts().get(0).stateRoot();
    Hash second = valid.receipts().get(1).stateRoot();
    assertThat(first).isNotNull().isNotEqualTo(second);
    assertThat(second).isNotEqualTo(frontier.head.state().root()); // which has the reward, too

    var byzantium = new MinedChain(Fork.BYZANTIUM);
    Verdict.Valid later = byzantium.adopt(byzantium.make(List.of(transfer(0)), List.of()));
    assertThat(later.receipts().getFirst().stateRoot()).isNull();
    assertThat(later.receipts().getFirst().succeeded()).isTrue();
  }

  @Test
  void fees_beforeLondon_goToTheMinerWhole() {
    var chain = new MinedChain(Fork.BERLIN);
    Verdict.Valid _ = chain.adopt(chain.make(List.of(transfer(0)), List.of()));
    assertThat(chain.balance(MinedChain.MINER))
        .isEqualTo(milliCoins(2000).plus(UInt256.of(42_000_000_000_000L)));
  }

  @Test
  void execute_withAnotherDifficulty_isInvalid() {
    var chain = new MinedChain(Fork.LONDON);
    Block block = chain.make(List.of(), List.of());
    for (long wrong : new long[] {0, 1, 131_072}) {
      assertInvalid(
          chain, TestChain.with(block, "difficulty", UInt256.of(wrong)), Reason.DIFFICULTY);
    }
  }

  @Test
  void execute_withAnySeal_isValid() {
    var chain = new MinedChain(Fork.HOMESTEAD);
    Block block = TestChain.with(chain.make(List.of(), List.of()), "nonce", 0xdeadbeefL);
    block = TestChain.with(block, "prevRandao", Hash.fromHex("0x" + "77".repeat(32)));
    assertThat(chain.execute(block)).isInstanceOf(Verdict.Valid.class);
  }

  @Test
  void execute_withADamagedHeader_isInvalidForThatReason() {
    var chain = new MinedChain(Fork.BERLIN);
    Verdict.Valid _ = chain.adoptEmpty();
    Block block = chain.make(List.of(transfer(0)), List.of());
    Bytes tooLong = Bytes.wrap(new byte[33]);
    assertInvalid(chain, TestChain.with(block, "extraData", tooLong), Reason.EXTRA_DATA);
    assertInvalid(chain, TestChain.with(block, "timestampSeconds", 10L), Reason.TIMESTAMP);
    assertInvalid(chain, TestChain.with(block, "number", 3L), Reason.NUMBER);
    assertInvalid(chain, TestChain.with(block, "gasLimit", 10_009_765L), Reason.GAS_LIMIT);
    assertInvalid(chain, TestChain.with(block, "gasLimit", 4_999L), Reason.GAS_LIMIT);
    assertInvalid(chain, TestChain.with(block, "baseFeePerGas", Wei.ofGwei(1)), Reason.FORK_FIELDS);
    assertInvalid(chain, TestChain.with(block, "ommersHash", Hash.ZERO), Reason.OMMERS_HASH);
    assertInvalid(chain, TestChain.with(block, "gasUsed", 42_000L), Reason.GAS_USED);
    assertInvalid(
        chain, TestChain.with(block, "transactionsRoot", Hash.ZERO), Reason.TRANSACTIONS_ROOT);
    assertInvalid(chain, TestChain.with(block, "receiptsRoot", Hash.ZERO), Reason.RECEIPTS_ROOT);
    assertInvalid(chain, TestChain.with(block, "stateRoot", Hash.ZERO), Reason.STATE_ROOT);
  }

  @Test
  void gasLimit_atLondon_mayDouble() {
    var schedule =
        new ForkSchedule(
            MinedChain.CHAIN_ID,
            List.of(new Activation(Fork.BERLIN, 0), new Activation(Fork.LONDON, 2)),
            List.of());
    var chain = new MinedChain(schedule);
    Verdict.Valid _ = chain.adoptEmpty();
    Block block = chain.make(List.of(), List.of());
    assertThat(block.header().gasLimit()).isEqualTo(20_000_000);
    assertThat(block.header().baseFeePerGas()).isEqualTo(BaseFee.INITIAL);
    assertInvalid(chain, TestChain.with(block, "gasLimit", 10_000_000L), Reason.GAS_LIMIT);
    Verdict.Valid _ = chain.adopt(block);
    Block next = chain.make(List.of(), List.of());
    assertInvalid(chain, TestChain.with(next, "gasLimit", 40_000_000L), Reason.GAS_LIMIT);
    Verdict.Valid _ = chain.adopt(next);
  }

  @Test
  void merge_byTotalDifficulty_comesAfterTheBlockThatReachesIt() {
    // Genesis has a million; each block has some hundred less.
    var schedule =
        new ForkSchedule(
            MinedChain.CHAIN_ID,
            List.of(new Activation(Fork.LONDON, 0)),
            List.of(),
            UInt256.of(2_500_000));
    var chain = new MinedChain(schedule);
    Verdict.Valid _ = chain.adoptEmpty();
    Block tooEarly = TestChain.with(chain.make(List.of(), List.of()), "difficulty", UInt256.ZERO);
    assertInvalid(chain, tooEarly, Reason.MERGE);
    Verdict.Valid _ = chain.adoptEmpty();
    Block first = chain.make(List.of(), List.of());
    assertThat(first.header().difficulty()).isEqualTo(UInt256.ZERO);
    assertInvalid(chain, TestChain.with(first, "difficulty", UInt256.of(999_000)), Reason.MERGE);
    assertInvalid(chain, TestChain.with(first, "nonce", 1L), Reason.PROOF_OF_WORK);
    UInt256 before = chain.balance(MinedChain.MINER);
    Verdict.Valid _ = chain.adopt(first);
    assertThat(chain.balance(MinedChain.MINER)).isEqualTo(before);
    Block second = chain.make(List.of(), List.of());
    assertInvalid(chain, TestChain.with(second, "difficulty", UInt256.of(999_000)), Reason.MERGE);
    Verdict.Valid _ = chain.adopt(second);
  }

  @Test
  void signature_withTheUpperS_namesASenderInFrontierOnly() {
    RecoveredTransaction low = transfer(0);
    UInt256 order =
        UInt256.fromHex("0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141");
    var upper =
        new org.cairn.core.crypto.Signature(
            1 - low.signed().signature().yParity(),
            low.signed().signature().r(),
            order.minus(low.signed().signature().s()));
    var signed = TransactionCodec.assemble(low.transaction(), upper);
    Address sender = MinedChain.KEY.publicKey().toAddress();
    var frontier = new MinedChain(Fork.FRONTIER);
    assertThat(BlockSenders.recover(signed, frontier.rules.schedule().at(1, 1))).isEqualTo(sender);
    Block block = frontier.make(List.of(new RecoveredTransaction(signed, sender)), List.of());
    assertThat(frontier.execute(block)).isInstanceOf(Verdict.Valid.class);
    var homestead = new MinedChain(Fork.HOMESTEAD);
    assertThat(BlockSenders.recover(signed, homestead.rules.schedule().at(1, 1))).isNull();
  }
}
