package org.cairn.node.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cairn.core.block.AccessListEntry;
import org.cairn.core.block.Block;
import org.cairn.core.block.BlockBody;
import org.cairn.core.block.BlockHeader;
import org.cairn.core.block.Bloom;
import org.cairn.core.block.HeaderCodec;
import org.cairn.core.block.Roots;
import org.cairn.core.block.SignedTransaction;
import org.cairn.core.block.Transaction;
import org.cairn.core.block.TransactionCodec;
import org.cairn.core.crypto.Keccak256;
import org.cairn.core.crypto.SecretKey;
import org.cairn.core.state.Account;
import org.cairn.core.state.MemoryState;
import org.cairn.core.state.StateDiff;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;
import org.cairn.evm.block.ChainRules;
import org.cairn.evm.code.CodeCache;
import org.cairn.evm.fork.Fork;
import org.cairn.evm.fork.ForkSchedule;
import org.cairn.rpc.codec.RpcException;
import org.cairn.rpc.port.CallBlock;
import org.cairn.rpc.port.CallRequest;
import org.cairn.rpc.port.HashedBlock;
import org.cairn.rpc.port.TraceExecutor;
import org.cairn.rpc.trace.AccountChange;
import org.cairn.rpc.trace.AccountShot;
import org.cairn.rpc.trace.CallFrame;
import org.cairn.rpc.trace.CodeTrace;
import org.cairn.rpc.trace.OpcodeStep;
import org.cairn.rpc.trace.Trace;
import org.cairn.rpc.trace.TraceKind;
import org.junit.jupiter.api.Test;

/// A caller stores, logs, calls a contract that logs and reverts, and calls the identity
/// precompile.
class TracesByEvmTest {
  private static final long CHAIN_ID = 7;
  private static final SecretKey KEY = SecretKey.fromHex("0x" + "46".repeat(32));
  private static final Address SENDER = KEY.publicKey().toAddress();
  private static final Address OUTER = Address.fromHex("0x" + "0a".repeat(20));
  private static final Address INNER = Address.fromHex("0x" + "0b".repeat(20));
  private static final Address MINER = Address.fromHex("0x" + "0c".repeat(20));

  /// SSTORE(1, 2); LOG1(topic 5); CALL(INNER, value 3); STATICCALL(4, 4 bytes); STOP
  private static final Bytes OUTER_CODE =
      Bytes.fromHex(
          "0x6002600155"
              + "600560006000a1"
              + "6000600060006000600373"
              + "0b".repeat(20)
              + "62ffffff"
              + "f150"
              + "6000600060046000600461fffffa50"
              + "00");

  /// LOG0; mstore(0, 7); REVERT(31, 1)
  private static final Bytes INNER_CODE = Bytes.fromHex("0x60006000a060076000526001601ffd");

  private final TracesByEvm traces =
      new TracesByEvm(
          new ChainRules(
              ForkSchedule.fromGenesis(CHAIN_ID, Fork.PRAGUE),
              true,
              ChainRules.ETHEREUM_DEPOSIT_CONTRACT),
          _ -> Hash.ZERO,
          new CodeCache(8));
  private final MemoryState state = state();

  @Test
  void opcodes_call_hasEachInstructionWithStackAndStorage() {
    Trace.Opcodes trace = (Trace.Opcodes) trace(new TraceKind.Opcodes(true, true, true, true, 0));
    assertThat(trace.failed()).isFalse();
    assertThat(trace.steps().getFirst().name()).isEqualTo("PUSH1");
    OpcodeStep store =
        trace.steps().stream()
            .filter(step -> step.name().equals("SSTORE"))
            .findFirst()
            .orElseThrow();
    assertThat(store.stack()).containsExactly(UInt256.of(2), UInt256.ONE);
    assertThat(store.storage()).containsEntry(UInt256.ONE, UInt256.of(2));
    assertThat(store.gasCost()).isEqualTo(5_000);
    assertThat(trace.steps()).anyMatch(step -> step.depth() == 2 && step.name().equals("REVERT"));
    assertThat(trace.steps()).noneMatch(step -> step.error() != null);
    assertThat(trace.gasUsed()).isGreaterThan(21_000);
  }

  @Test
  void opcodes_limit_endsTheRecordAndNotTheExecution() {
    Trace.Opcodes trace =
        (Trace.Opcodes) trace(new TraceKind.Opcodes(false, false, false, false, 3));
    assertThat(trace.steps()).hasSize(3);
    assertThat(trace.steps().getFirst().stack()).isNull();
    assertThat(trace.gasUsed()).isGreaterThan(30_000);
  }

  @Test
  void opcodes_failure_isToldAtItsInstruction() {
    CallRequest request = request(OUTER).withGasLimit(21_100);
    Trace.Opcodes trace =
        (Trace.Opcodes) trace(request, new TraceKind.Opcodes(true, false, false, false, 0));
    assertThat(trace.failed()).isTrue();
    assertThat(trace.steps().getLast().error()).isEqualTo("out of gas");
  }

  @Test
  void calls_nested_haveErrorsAndOnlyTheLogsThatLast() {
    CallFrame outer = ((Trace.Calls) trace(new TraceKind.Calls(false, true))).outermost();
    assertThat(outer.kind()).isEqualTo(CallFrame.Kind.CALL);
    assertThat(outer.gas()).isEqualTo(200_000);
    assertThat(outer.logs()).hasSize(1);
    assertThat(outer.logs().getFirst().position()).isZero();
    assertThat(outer.calls()).hasSize(2);
    CallFrame inner = outer.calls().getFirst();
    assertThat(inner.to()).isEqualTo(INNER);
    assertThat(inner.value()).isEqualTo(UInt256.of(3));
    assertThat(inner.error()).isEqualTo("execution reverted");
    assertThat(inner.output()).isEqualTo(Bytes.of((byte) 7));
    assertThat(inner.logs()).isEmpty();
    assertThat(outer.calls().get(1).kind()).isEqualTo(CallFrame.Kind.STATICCALL);
    assertThat(outer.calls().get(1).value()).isNull();
  }

  @Test
  void calls_onlyOutermost_hasNoOthers() {
    CallFrame outer = ((Trace.Calls) trace(new TraceKind.Calls(true, false))).outermost();
    assertThat(outer.calls()).isEmpty();
    assertThat(outer.logs()).isEmpty();
  }

  @Test
  void flatCalls_precompile_isLeftOutUnlessWanted() {
    var without = (Trace.FlatCalls) trace(new TraceKind.FlatCalls(true, false));
    assertThat(without.outermost().calls()).hasSize(1);
    var with = (Trace.FlatCalls) trace(new TraceKind.FlatCalls(true, true));
    assertThat(with.outermost().calls()).hasSize(2);
  }

  @Test
  void prestate_call_hasAccountsAndSlotsAsTheyWere() {
    var accounts = ((Trace.Prestate) trace(new TraceKind.Prestate(true, true, false))).accounts();
    assertThat(accounts).containsOnlyKeys(SENDER, OUTER, INNER);
    assertThat(at(accounts, OUTER).slots()).containsEntry(UInt256.ONE, UInt256.of(9));
    assertThat(at(accounts, OUTER).code()).isEqualTo(OUTER_CODE);
    assertThat(at(accounts, SENDER).nonce()).isEqualTo(4);
  }

  @Test
  void difference_transaction_hasWhatChangedAndNothingElse() {
    List<Trace> found = new ArrayList<>();
    SignedTransaction signed = signed(4, OUTER);
    traces.replay(
        subject(List.of(signed)), 0, 0, new TraceKind.Difference(true, true), _ -> {}, found::add);
    Trace.Difference difference = (Trace.Difference) found.getFirst();
    assertThat(difference.before()).containsOnlyKeys(SENDER, OUTER);
    assertThat(difference.after()).containsOnlyKeys(SENDER, OUTER, MINER);
    AccountShot outer = at(difference.after(), OUTER);
    assertThat(outer.slots()).containsExactlyEntriesOf(slots(2));
    assertThat(outer.balance()).isNull();
    assertThat(outer.code()).isNull();
    assertThat(at(difference.before(), OUTER).slots()).containsExactlyEntriesOf(slots(9));
    assertThat(at(difference.after(), SENDER).nonce()).isEqualTo(5);
  }

  @Test
  void selectors_callWithData_areCounted() {
    CallRequest request =
        new CallRequest(
            SENDER,
            OUTER,
            Wei.ZERO,
            Bytes.fromHex("0xa9059cbb" + "00".repeat(64)),
            200_000,
            Wei.ZERO,
            List.of(),
            List.of(),
            List.of());
    Trace.Selectors trace = (Trace.Selectors) trace(request, new TraceKind.Selectors());
    assertThat(trace.counts()).containsOnly(Map.entry("0xa9059cbb-64", 1L));
  }

  @Test
  void replay_severalTransactions_tracesThoseAskedForOnTheStateOfThoseBefore() {
    List<Trace> found = new ArrayList<>();
    SignedTransaction first = signed(4, OUTER);
    SignedTransaction second = signed(5, OUTER);
    traces.replay(
        subject(List.of(first, second)),
        1,
        1,
        new TraceKind.Prestate(false, true, false),
        _ -> {},
        found::add);
    assertThat(found).hasSize(1);
    var accounts = ((Trace.Prestate) found.getFirst()).accounts();
    assertThat(at(accounts, OUTER).slots()).containsEntry(UInt256.ONE, UInt256.of(2));
    assertThat(at(accounts, SENDER).nonce()).isEqualTo(5);
  }

  @Test
  void call_spentBudget_endsAtOnce() {
    assertThatThrownBy(() ->
            traces.attempt(
                List.of(attempt(request(OUTER), new TraceKind.Calls(false, false))),
                state,
                _ -> {
                  throw new IllegalStateException("spent");
                },
                _ -> {}))
        .hasMessage("spent");
  }

  @Test
  void call_tooLittleGas_isRefused() {
    CallRequest poor = request(OUTER).withGasLimit(20_000);
    assertThatThrownBy(() -> trace(poor, new TraceKind.Nothing()))
        .isInstanceOf(RpcException.class)
        .hasMessageStartingWith("intrinsic gas too low");
  }

  @Test
  void parity_replay_hasCallsChangesAndInstructions() {
    List<Trace> found = new ArrayList<>();
    traces.replay(
        subject(List.of(signed(4, OUTER))),
        0,
        0,
        new TraceKind.Parity(true, true, true),
        _ -> {},
        found::add);
    Trace.Parity parity = (Trace.Parity) found.getFirst();
    CallFrame outer = Objects.requireNonNull(parity.calls());
    assertThat(outer.gas()).isEqualTo(200_000 - 21_000);
    assertThat(outer.calls()).hasSize(1);
    var changes = Objects.requireNonNull(parity.changes());
    assertThat(changes).containsOnlyKeys(SENDER, OUTER, MINER);
    AccountChange ofOuter = Objects.requireNonNull(changes.get(OUTER));
    assertThat(ofOuter.slots())
        .containsExactly(
            Map.entry(UInt256.ONE, new AccountChange.SlotChange(UInt256.of(9), UInt256.of(2))));
    assertThat(Objects.requireNonNull(changes.get(MINER)).before()).isNull();
    CodeTrace code = Objects.requireNonNull(parity.code());
    assertThat(code.code()).isEqualTo(OUTER_CODE);
    CodeTrace.Instruction first = code.instructions().getFirst();
    assertThat(first.name()).isEqualTo("PUSH1");
    assertThat(Objects.requireNonNull(first.effect()).pushed()).containsExactly(UInt256.of(2));
    CodeTrace.Instruction store = code.instructions().get(2);
    assertThat(Objects.requireNonNull(store.effect()).stored())
        .isEqualTo(new CodeTrace.Stored(UInt256.ONE, UInt256.of(2)));
    CodeTrace.Instruction call = step(code, "CALL");
    assertThat(Objects.requireNonNull(call.effect()).pushed()).containsExactly(UInt256.ZERO);
    CodeTrace callee = Objects.requireNonNull(call.callee());
    assertThat(callee.code()).isEqualTo(INNER_CODE);
    CodeTrace.Memory written =
        Objects.requireNonNull(Objects.requireNonNull(step(callee, "MSTORE").effect()).memory());
    assertThat(written).isEqualTo(new CodeTrace.Memory(0, UInt256.of(7).toHash().toBytes()));
    assertThat(callee.instructions().getLast().name()).isEqualTo("REVERT");
    assertThat(code.instructions().getLast().name()).isEqualTo("STOP");
  }

  @Test
  void parity_failingInstruction_hasNoEffect() {
    CallRequest request = request(OUTER).withGasLimit(21_100);
    Trace.Parity parity = (Trace.Parity) trace(request, new TraceKind.Parity(false, false, true));
    CodeTrace.Instruction last = Objects.requireNonNull(parity.code()).instructions().getLast();
    assertThat(last.name()).isEqualTo("SSTORE");
    assertThat(last.effect()).isNull();
  }

  @Test
  void rewards_blockOfStake_areNone() {
    assertThat(traces.rewards(subject(List.of()).block().block())).isEmpty();
  }

  private static CodeTrace.Instruction step(CodeTrace code, String name) {
    return code.instructions().stream()
        .filter(step -> step.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void attempt_severalCalls_buildOnOneAnother() {
    List<Trace> found = new ArrayList<>();
    TraceKind kind = new TraceKind.Prestate(false, true, false);
    traces.attempt(
        List.of(attempt(request(OUTER), kind), attempt(request(OUTER), kind)),
        state,
        _ -> {},
        found::add);
    var second = ((Trace.Prestate) found.get(1)).accounts();
    assertThat(at(second, OUTER).slots()).containsEntry(UInt256.ONE, UInt256.of(2));
    assertThat(at(second, SENDER).nonce()).isEqualTo(5);
  }

  @Test
  void find_call_hasSlotsAndOtherAccountsButNoPrecompile() {
    var found = traces.find(request(OUTER), state, CallBlock.of(header()));
    assertThat(found.error()).isNull();
    assertThat(found.accessList())
        .containsExactly(
            new AccessListEntry(OUTER, List.of(UInt256.ONE)),
            new AccessListEntry(INNER, List.of()));
    var again =
        traces.find(
            request(OUTER).withAccessList(found.accessList()), state, CallBlock.of(header()));
    assertThat(again.accessList()).isEqualTo(found.accessList());
  }

  private static AccountShot at(SortedMap<Address, AccountShot> accounts, Address address) {
    return Objects.requireNonNull(accounts.get(address));
  }

  private Trace trace(TraceKind kind) {
    return trace(request(OUTER), kind);
  }

  private Trace trace(CallRequest request, TraceKind kind) {
    List<Trace> found = new ArrayList<>();
    traces.attempt(List.of(attempt(request, kind)), state, _ -> {}, found::add);
    return found.getFirst();
  }

  private static TraceExecutor.Attempt attempt(CallRequest request, TraceKind kind) {
    return new TraceExecutor.Attempt(request, CallBlock.of(header()), kind);
  }

  private static CallRequest request(Address to) {
    return new CallRequest(
        SENDER, to, Wei.ZERO, Bytes.EMPTY, 200_000, Wei.ZERO, List.of(), List.of(), List.of());
  }

  private TraceExecutor.Subject subject(List<SignedTransaction> transactions) {
    BlockHeader header = header();
    Block block = new Block(header, new BlockBody(transactions, List.of(), List.of()));
    return new TraceExecutor.Subject(
        new HashedBlock(block, HeaderCodec.hash(header)),
        transactions.stream().map(_ -> SENDER).toList(),
        header,
        state);
  }

  private static SignedTransaction signed(long nonce, Address to) {
    return TransactionCodec.sign(
        new Transaction.DynamicFee(
            CHAIN_ID, nonce, Wei.of(2), Wei.of(20), 200_000, to, Wei.ZERO, Bytes.EMPTY, List.of()),
        KEY);
  }

  private static BlockHeader header() {
    return new BlockHeader(
        Hash.ZERO,
        Roots.NO_OMMERS,
        MINER,
        Hash.ZERO,
        Roots.EMPTY_TRIE,
        Roots.EMPTY_TRIE,
        Bloom.EMPTY,
        UInt256.ZERO,
        9,
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
        Hash.ZERO);
  }

  private static SortedMap<UInt256, UInt256> slots(long value) {
    TreeMap<UInt256, UInt256> slots = new TreeMap<>();
    slots.put(UInt256.ONE, UInt256.of(value));
    return slots;
  }

  private static MemoryState state() {
    TreeMap<Address, StateDiff.AccountChange> accounts = new TreeMap<>();
    TreeMap<Hash, Bytes> codes = new TreeMap<>();
    accounts.put(
        SENDER,
        new StateDiff.AccountChange(
            new Account(4, Wei.ofGwei(1_000), Account.NO_CODE), false, new TreeMap<>()));
    contract(accounts, codes, OUTER, OUTER_CODE, slots(9));
    contract(accounts, codes, INNER, INNER_CODE, new TreeMap<>());
    return MemoryState.of(new StateDiff(accounts, codes));
  }

  private static void contract(
      SortedMap<Address, StateDiff.AccountChange> accounts,
      SortedMap<Hash, Bytes> codes,
      Address address,
      Bytes code,
      SortedMap<UInt256, UInt256> slots) {
    Hash hash = Keccak256.hash(code);
    codes.put(hash, code);
    accounts.put(
        address, new StateDiff.AccountChange(new Account(1, Wei.of(50), hash), false, slots));
  }
}
