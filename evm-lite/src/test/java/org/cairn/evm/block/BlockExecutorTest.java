package org.cairn.evm.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.cairn.core.block.Block;
import org.cairn.core.block.BlockBody;
import org.cairn.core.block.BlockCodec;
import org.cairn.core.block.BlockHeader;
import org.cairn.core.block.HeaderCodec;
import org.cairn.core.block.RecoveredTransaction;
import org.cairn.core.block.Roots;
import org.cairn.core.block.SignedTransaction;
import org.cairn.core.block.Transaction;
import org.cairn.core.block.Withdrawal;
import org.cairn.core.state.Account;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;
import org.cairn.evm.block.Verdict.Reason;
import org.cairn.evm.code.CodeCache;
import org.cairn.evm.fork.Fork;
import org.junit.jupiter.api.Test;

class BlockExecutorTest {
  private final TestChain chain = new TestChain(Fork.OSAKA);
  private final Block block =
      chain
          .build(
              List.of(
                  chain.transfer(0, 0, 100_000, TestChain.COUNTER),
                  chain.transfer(1, 0, 21_000, TestChain.BENEFICIARY)),
              BuildLimits.NONE)
          .block();

  private void assertInvalid(Block changed, Reason reason) {
    Verdict verdict = chain.execute(changed);
    assertThat(verdict).isInstanceOf(Verdict.Invalid.class);
    assertThat(((Verdict.Invalid) verdict).reason()).isEqualTo(reason);
  }

  private void assertInvalid(String component, Object value, Reason reason) {
    assertInvalid(TestChain.with(block, component, value), reason);
  }

  @Test
  void execute_ofAValidBlock_givesStateReceiptsAndRequests() {
    assertThat(chain.execute(block)).isInstanceOf(Verdict.Valid.class);
    Verdict.Valid valid = (Verdict.Valid) chain.execute(block);
    assertThat(valid.state().root()).isEqualTo(block.header().stateRoot());
    assertThat(valid.receipts()).hasSize(2);
    assertThat(valid.receipts().get(0).logs()).hasSize(1);
    assertThat(valid.requests()).containsExactly(Bytes.fromHex("0x01" + "00".repeat(76)));
    assertThat(valid.state().slot(TestChain.COUNTER, UInt256.ZERO)).isEqualTo(UInt256.of(12345));
    Account paid = valid.state().account(Address.fromHex("0x" + "aa".repeat(20)));
    assertThat(paid).isEqualTo(new Account(0, Wei.ofGwei(5), Account.NO_CODE));
    assertThat(valid.state().account(Address.fromHex("0x" + "bb".repeat(20))))
        .as("a withdrawal of nothing leaves no empty account")
        .isNull();
  }

  @Test
  void execute_runsTheSystemCalls() {
    Verdict.Valid valid = (Verdict.Valid) chain.execute(block);
    assertThat(valid.state().slot(SystemContracts.BEACON_ROOTS, UInt256.ZERO))
        .isEqualTo(UInt256.fromHex("0x" + "b0".repeat(32)));
    assertThat(valid.state().slot(SystemContracts.BLOCK_HASHES, UInt256.ZERO))
        .isEqualTo(UInt256.of(HeaderCodec.hash(chain.head.header())));
  }

  @Test
  void execute_ofAHeaderThatDoesNotFollow_isInvalid() {
    assertInvalid("parentHash", Hash.ZERO, Reason.PARENT_HASH);
    assertInvalid("number", 2L, Reason.NUMBER);
    assertInvalid("number", 0L, Reason.NUMBER);
    assertInvalid("timestampSeconds", 999L, Reason.TIMESTAMP);
    assertInvalid("timestampSeconds", 1_000L, Reason.TIMESTAMP);
    assertInvalid("extraData", Bytes.wrap(new byte[33]), Reason.EXTRA_DATA);
    long parentLimit = chain.head.header().gasLimit();
    assertInvalid("gasLimit", parentLimit + parentLimit / 1024, Reason.GAS_LIMIT);
    assertInvalid("gasLimit", parentLimit - parentLimit / 1024, Reason.GAS_LIMIT);
    assertInvalid("gasLimit", Long.MAX_VALUE, Reason.GAS_LIMIT);
    assertInvalid("gasUsed", block.header().gasLimit() + 1, Reason.GAS_USED_ABOVE_LIMIT);
    assertInvalid("difficulty", UInt256.ONE, Reason.PROOF_OF_WORK);
    assertInvalid("nonce", 1L, Reason.PROOF_OF_WORK);
    assertInvalid("ommersHash", Hash.ZERO, Reason.OMMERS_AFTER_MERGE);
    assertInvalid("baseFeePerGas", BaseFee.INITIAL, Reason.BASE_FEE);
    assertInvalid("excessBlobGas", 131_072L, Reason.EXCESS_BLOB_GAS);
    assertInvalid("excessBlobGas", Long.MAX_VALUE, Reason.EXCESS_BLOB_GAS);
    assertInvalid("excessBlobGas", -131_072L, Reason.EXCESS_BLOB_GAS);
    assertInvalid("blobGasUsed", 131_072L, Reason.BLOB_GAS_USED);
    assertInvalid("blobGasUsed", -131_072L, Reason.BLOB_GAS_USED);
    assertInvalid("blobGasUsed", 1L, Reason.BLOB_GAS_USED);
  }

  @Test
  void execute_atATimeOf64Bits_isValid() {
    Block late = TestChain.with(block, "timestampSeconds", -1L);
    assertThat(chain.execute(BlockCodec.decode(BlockCodec.encode(late))))
        .isInstanceOf(Verdict.Valid.class);
  }

  @Test
  void execute_ofAHeaderThatDoesNotFitItsBody_isInvalid() {
    assertInvalid("transactionsRoot", Roots.EMPTY_TRIE, Reason.TRANSACTIONS_ROOT);
    assertInvalid("withdrawalsRoot", Roots.EMPTY_TRIE, Reason.WITHDRAWALS_ROOT);
    BlockBody body = block.body();
    assertInvalid(
        TestChain.withBody(
            block, new BlockBody(body.transactions(), List.of(block.header()), List.of())),
        Reason.OMMERS_HASH);
    assertInvalid(
        TestChain.withBody(
            block, new BlockBody(body.transactions(), List.of(), List.<Withdrawal>of())),
        Reason.WITHDRAWALS_ROOT);
  }

  @Test
  void execute_ofAHeaderThatDoesNotFitTheOutcome_isInvalid() {
    assertInvalid("gasUsed", block.header().gasUsed() - 1, Reason.GAS_USED);
    assertInvalid("receiptsRoot", Hash.ZERO, Reason.RECEIPTS_ROOT);
    assertInvalid("logsBloom", Bytes.wrap(new byte[256]), Reason.LOGS_BLOOM);
    assertInvalid("requestsHash", Roots.requestsHash(List.of()), Reason.REQUESTS_HASH);
    assertInvalid("stateRoot", Hash.ZERO, Reason.STATE_ROOT);
    // Another beneficiary, randomness or beacon root is allowed, but leads to another state.
    assertInvalid("beneficiary", Address.ZERO, Reason.STATE_ROOT);
    assertInvalid("parentBeaconBlockRoot", Hash.ZERO, Reason.STATE_ROOT);
  }

  @Test
  void execute_withoutAFieldOfTheFork_isInvalid() {
    for (String component :
        List.of(
            "baseFeePerGas",
            "withdrawalsRoot",
            "blobGasUsed",
            "excessBlobGas",
            "parentBeaconBlockRoot",
            "requestsHash")) {
      assertThat(((Verdict.Invalid) chain.execute(TestChain.with(block, component, null))).reason())
          .as(component)
          .isEqualTo(Reason.FORK_FIELDS);
    }
    BlockBody body = block.body();
    assertInvalid(
        TestChain.withBody(block, new BlockBody(body.transactions(), List.of(), null)),
        Reason.FORK_FIELDS);
  }

  @Test
  void execute_withAFieldOfALaterFork_isInvalid() {
    TestChain cancun = new TestChain(Fork.CANCUN);
    Block valid = cancun.build(List.of(), BuildLimits.NONE).block();
    assertThat(cancun.execute(valid)).isInstanceOf(Verdict.Valid.class);
    Block tooNew = TestChain.with(valid, "requestsHash", Hash.ZERO);
    assertThat(((Verdict.Invalid) cancun.execute(tooNew)).reason()).isEqualTo(Reason.FORK_FIELDS);
  }

  @Test
  void execute_ofABlockOfALaterFork_isInvalid() {
    TestChain london = new TestChain(Fork.LONDON);
    assertThat(((Verdict.Invalid) london.execute(block)).reason()).isEqualTo(Reason.FORK_FIELDS);
  }

  @Test
  void execute_ofATransactionThatIsNotValidThere_isInvalid() {
    RecoveredTransaction gap = chain.transfer(2, 5, 21_000, TestChain.BENEFICIARY);
    RecoveredTransaction large = chain.transfer(2, 0, 16_777_217, TestChain.BENEFICIARY);
    for (RecoveredTransaction bad : List.of(gap, large)) {
      List<SignedTransaction> transactions = new ArrayList<>(block.body().transactions());
      transactions.add(bad.signed());
      BlockHeader header =
          TestChain.with(block.header(), "transactionsRoot", Roots.transactions(transactions));
      assertInvalid(
          new Block(header, new BlockBody(transactions, List.of(), block.body().withdrawals())),
          Reason.TRANSACTION);
    }
  }

  @Test
  void execute_ofMoreTransactionsThanTheGasLimitHolds_isInvalid() {
    // Each may ask for 2^24 gas; the second does not fit in what is left of 30 million.
    List<SignedTransaction> transactions =
        List.of(
            chain.transfer(0, 0, 100_000, TestChain.COUNTER).signed(),
            chain.transfer(1, 0, 1L << 24, TestChain.BENEFICIARY).signed());
    Block small = shrunk(transactions);
    assertThat(((Verdict.Invalid) chain.execute(small)).detail()).contains("gas limit");
  }

  /// A block after a parent whose gas limit is 16 million.
  private Block shrunk(List<SignedTransaction> transactions) {
    BlockHeader parent = TestChain.with(chain.head.header(), "gasLimit", 16_000_000L);
    chain.head = new Parent(parent, chain.head.state());
    BlockHeader header = chain.build(List.of(), BuildLimits.NONE).block().header();
    return new Block(
        TestChain.with(header, "transactionsRoot", Roots.transactions(transactions)),
        new BlockBody(transactions, List.of(), block.body().withdrawals()));
  }

  @Test
  void execute_ofABlockAbove8MiB_isInvalid() {
    Bytes data = Bytes.wrap(new byte[120_000]);
    List<SignedTransaction> transactions = new ArrayList<>();
    for (int i = 0; i < 70; i++) {
      Transaction transaction =
          new Transaction.Legacy(
              TestChain.CHAIN_ID, i, Wei.of(1), 21_000, TestChain.COUNTER, Wei.ZERO, data);
      transactions.add(chain.sign(transaction, 0).signed());
    }
    BlockBody body = new BlockBody(transactions, List.of(), block.body().withdrawals());
    assertInvalid(TestChain.withBody(block, body), Reason.BLOCK_SIZE);
  }

  @Test
  void execute_whereASystemContractIsMissing_isInvalid() {
    TestChain prague = new TestChain(Fork.CANCUN);
    BlockExecutor executor =
        new BlockExecutor(
            new ChainRules(chain.rules.schedule(), false, ChainRules.ETHEREUM_DEPOSIT_CONTRACT),
            new CodeCache());
    var bare = org.cairn.core.state.MemoryState.EMPTY;
    Parent parent = new Parent(prague.head.header(), bare);
    BlockHeader header = chain.build(List.of(), BuildLimits.NONE).block().header();
    header = TestChain.with(header, "parentHash", HeaderCodec.hash(parent.header()));
    Block empty =
        new Block(header, new BlockBody(List.of(), List.of(), block.body().withdrawals()));
    Verdict verdict = executor.execute(parent, empty, List.of(), chain.ancestors());
    assertThat(((Verdict.Invalid) verdict).reason()).isEqualTo(Reason.SYSTEM_CONTRACT);
  }

  @Test
  void execute_withEqualTimestamps_isAChainsChoice() {
    ChainRules rules =
        new ChainRules(chain.rules.schedule(), true, ChainRules.ETHEREUM_DEPOSIT_CONTRACT);
    BlockBuilder builder = new BlockBuilder(rules, new CodeCache());
    BlockAttributes now = chain.attributes();
    BlockAttributes same =
        new BlockAttributes(
            chain.head.header().timestampSeconds(),
            now.beneficiary(),
            now.prevRandao(),
            now.parentBeaconBlockRoot(),
            now.withdrawals(),
            now.gasLimitTarget(),
            now.extraData());
    Block built =
        builder.build(chain.head, same, () -> null, chain.ancestors(), BuildLimits.NONE).block();
    Verdict allowed =
        new BlockExecutor(rules, new CodeCache())
            .execute(chain.head, built, List.of(), chain.ancestors());
    assertThat(allowed).isInstanceOf(Verdict.Valid.class);
    assertInvalid(built, Reason.TIMESTAMP);
    assertThatThrownBy(() ->
            chain.builder.build(chain.head, same, () -> null, chain.ancestors(), BuildLimits.NONE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void execute_withoutAllSenders_isTheCallersMistake() {
    assertThatThrownBy(
            () -> chain.executor.execute(chain.head, block, List.of(), chain.ancestors()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
