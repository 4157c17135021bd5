package org.cairn.evm.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.cairn.core.block.BlockHeader;
import org.cairn.core.block.Bloom;
import org.cairn.core.block.HeaderCodec;
import org.cairn.core.block.Roots;
import org.cairn.core.block.SignedTransaction;
import org.cairn.core.block.Transaction;
import org.cairn.core.block.TransactionCodec;
import org.cairn.core.block.Withdrawal;
import org.cairn.core.crypto.Keccak256;
import org.cairn.core.state.Account;
import org.cairn.core.state.MemoryState;
import org.cairn.core.state.StateDiff;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;
import org.cairn.evm.code.CodeCache;
import org.cairn.evm.fork.Fork;
import org.cairn.evm.fork.ForkSchedule;
import org.cairn.evm.precompile.Precompiles;
import org.cairn.evm.trace.TransferLogs;
import org.cairn.evm.tx.Refusal;
import org.cairn.evm.tx.Rehearsal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SimulatedBlockTest {
  private static final long CHAIN_ID = 7;
  private static final Address RICH = Address.fromHex("0x" + "0a".repeat(20));
  private static final Address FORWARDER = Address.fromHex("0x" + "0b".repeat(20));
  private static final Address POOR = Address.fromHex("0x" + "0c".repeat(20));
  private static final Address MINER = Address.fromHex("0x" + "0d".repeat(20));

  /// CALL(POOR, CALLVALUE); LOG0; STOP
  private static final Bytes FORWARDING =
      Bytes.fromHex("0x60006000600060003473" + "0c".repeat(20) + "5af15060006000a000");

  private static final ChainRules RULES =
      new ChainRules(
          ForkSchedule.fromGenesis(CHAIN_ID, Fork.CANCUN),
          false,
          ChainRules.ETHEREUM_DEPOSIT_CONTRACT);

  @Test
  void run_withoutFees_costsNothingAndLeavesNoTip() {
    SimulatedBlock block = block(false, true, draft(null));
    var result = executed(block.run(unsigned(0, Wei.ZERO, RICH, 3, POOR), RICH));
    assertThat(result.gasUsed()).isEqualTo(21_000);
    MemoryState after = (MemoryState) sealed(block).state();
    assertThat(balance(after, RICH)).isEqualTo(Wei.of(999_999_997));
    assertThat(balance(after, POOR)).isEqualTo(Wei.of(3));
    assertThat(after.account(MINER)).isNull();
  }

  @Test
  void run_withFees_paysTheMiner() {
    SimulatedBlock block = block(true, false, draft(Wei.of(10)));
    var _ = executed(block.run(unsigned(0, Wei.of(12), RICH, 0, POOR), RICH));
    MemoryState after = (MemoryState) sealed(block).state();
    assertThat(balance(after, MINER)).isEqualTo(Wei.of(2 * 21_000));
    assertThat(balance(after, RICH)).isEqualTo(Wei.of(1_000_000_000 - 12 * 21_000));
  }

  @Test
  void run_forwardedEther_isLoggedInOrderWithTheLogsOfCode() {
    SimulatedBlock block = block(false, true, draft(null));
    var _ = executed(block.run(unsigned(0, Wei.ZERO, RICH, 3, FORWARDER), RICH));
    List<TransferLogs.Numbered> logs = block.logs();
    assertThat(logs).extracting(TransferLogs.Numbered::number).containsExactly(0, 1, 2);
    assertThat(logs.get(0).log().topics().get(2).toString()).endsWith("0b".repeat(20));
    assertThat(logs.get(1).log().topics().get(2).toString()).endsWith("0c".repeat(20));
    assertThat(logs.get(2).log().address()).isEqualTo(FORWARDER);
    assertThat(sealed(block).block().header().logsBloom())
        .as("only what code logged is in the bloom")
        .isEqualTo(Bloom.of(List.of(logs.get(2).log())));
  }

  @Test
  void run_validating_checksNonceAndFee() {
    SimulatedBlock block = block(true, false, draft(Wei.of(10)));
    assertThat(refusal(block.run(unsigned(1, Wei.of(12), RICH, 0, POOR), RICH)))
        .isEqualTo(Refusal.Reason.NONCE_TOO_HIGH);
    assertThat(refusal(block.run(unsigned(0, Wei.of(9), RICH, 0, POOR), RICH)))
        .isEqualTo(Refusal.Reason.FEE_CAP_BELOW_BASE_FEE);
    assertThat(refusal(block.run(unsigned(0, Wei.of(12), POOR, 0, RICH), POOR)))
        .isEqualTo(Refusal.Reason.INSUFFICIENT_FUNDS);
  }

  @Test
  void run_contractAsSender_mayDoSo() {
    SimulatedBlock block = block(false, false, draft(null));
    assertThat(
            executed(block.run(unsigned(7, Wei.ZERO, FORWARDER, 0, POOR), FORWARDER))
                .halt()
                .isSuccess())
        .isTrue();
  }

  @Test
  void run_movedPrecompile_answersAtItsNewPlaceOnly() {
    Address identity = Address.fromHex("0x" + "0".repeat(39) + "4");
    Precompiles moved =
        Precompiles.at(Fork.CANCUN).rearranged(Set.of(identity), Map.of(POOR, identity));
    SimulatedBlock block =
        new SimulatedBlock(
            RULES,
            new CodeCache(4),
            new Parent(parent(), state()),
            draft(null),
            _ -> Hash.ZERO,
            new SimulatedBlock.Mode(false, false, moved));
    Bytes data = Bytes.fromHex("0x0102");
    assertThat(executed(block.run(call(POOR, data), RICH)).output()).isEqualTo(data);
    assertThat(executed(block.run(call(identity, data), RICH)).output()).isEqualTo(Bytes.EMPTY);
  }

  @Test
  void seal_withdrawals_arePaidAndInTheHeader() {
    SimulatedBlock block = block(false, false, draft(null));
    SimulatedBlock.End.Sealed sealed = sealed(block);
    assertThat(balance((MemoryState) sealed.state(), POOR)).isEqualTo(Wei.ZERO);
    Withdrawal withdrawal = new Withdrawal(0, 0, POOR, 2);
    BlockDraft with =
        new BlockDraft(6, 2_000, null, MINER, null, null, null, null, null, List.of(withdrawal));
    SimulatedBlock.End.Sealed paid = sealed(block(false, false, with));
    assertThat(balance((MemoryState) paid.state(), POOR)).isEqualTo(Wei.ofGwei(2));
    assertThat(paid.block().header().withdrawalsRoot())
        .isEqualTo(Roots.withdrawals(List.of(withdrawal)));
    assertThat(paid.block().header().parentHash()).isEqualTo(HeaderCodec.hash(parent()));
  }

  private static SimulatedBlock block(boolean validates, boolean transfers, BlockDraft draft) {
    return new SimulatedBlock(
        RULES,
        new CodeCache(4),
        new Parent(parent(), state()),
        draft,
        _ -> Hash.ZERO,
        new SimulatedBlock.Mode(validates, transfers, Precompiles.at(Fork.CANCUN)));
  }

  private static BlockDraft draft(@Nullable Wei baseFee) {
    return new BlockDraft(6, 2_000, null, MINER, null, null, baseFee, null, null, List.of());
  }

  private static Rehearsal.Result.Executed executed(Rehearsal.Result result) {
    return (Rehearsal.Result.Executed) result;
  }

  private static Refusal.Reason refusal(Rehearsal.Result result) {
    return ((Rehearsal.Result.Refused) result).refusal().reason();
  }

  private static SimulatedBlock.End.Sealed sealed(SimulatedBlock block) {
    return (SimulatedBlock.End.Sealed) block.seal();
  }

  private static Wei balance(MemoryState state, Address address) {
    Account account = state.account(address);
    return account == null ? Wei.ZERO : account.balance();
  }

  private static SignedTransaction call(Address to, Bytes data) {
    return TransactionCodec.unsigned(
        new Transaction.DynamicFee(
            CHAIN_ID, 0, Wei.ZERO, Wei.ZERO, 100_000, to, Wei.ZERO, data, List.of()));
  }

  private static SignedTransaction unsigned(
      long nonce, Wei fee, Address from, long value, Address to) {
    assertThat(from).isNotEqualTo(to);
    return TransactionCodec.unsigned(
        new Transaction.DynamicFee(
            CHAIN_ID, nonce, fee, fee, 100_000, to, Wei.of(value), Bytes.EMPTY, List.of()));
  }

  private static BlockHeader parent() {
    return new BlockHeader(
        Hash.ZERO,
        Roots.NO_OMMERS,
        Address.ZERO,
        Hash.ZERO,
        Roots.EMPTY_TRIE,
        Roots.EMPTY_TRIE,
        Bloom.EMPTY,
        UInt256.ZERO,
        5,
        30_000_000,
        0,
        1_000,
        Bytes.EMPTY,
        Hash.ZERO,
        0,
        Wei.of(7),
        Roots.EMPTY_TRIE,
        0L,
        0L,
        Hash.ZERO,
        null);
  }

  private static MemoryState state() {
    TreeMap<Address, StateDiff.AccountChange> accounts = new TreeMap<>();
    TreeMap<Hash, Bytes> codes = new TreeMap<>();
    Hash code = Keccak256.hash(FORWARDING);
    codes.put(code, FORWARDING);
    accounts.put(RICH, change(new Account(0, Wei.of(1_000_000_000), Account.NO_CODE)));
    accounts.put(FORWARDER, change(new Account(1, Wei.ZERO, code)));
    return MemoryState.of(new StateDiff(accounts, codes));
  }

  private static StateDiff.AccountChange change(Account account) {
    return new StateDiff.AccountChange(account, false, new TreeMap<>());
  }
}
