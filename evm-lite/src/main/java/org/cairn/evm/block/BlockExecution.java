package org.cairn.evm.block;

import java.util.ArrayList;
import java.util.List;
import org.cairn.core.block.BlockBody;
import org.cairn.core.block.BlockHeader;
import org.cairn.core.block.Bloom;
import org.cairn.core.block.Log;
import org.cairn.core.block.Receipt;
import org.cairn.core.block.RecoveredTransaction;
import org.cairn.core.block.Transaction;
import org.cairn.core.block.Withdrawal;
import org.cairn.core.state.StateView;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;
import org.cairn.evm.block.Verdict.Invalid;
import org.cairn.evm.block.Verdict.Reason;
import org.cairn.evm.code.CodeCache;
import org.cairn.evm.fork.Fork;
import org.cairn.evm.fork.Rules;
import org.cairn.evm.gas.BlobGas;
import org.cairn.evm.interpreter.CallResult;
import org.cairn.evm.trace.Tracer;
import org.cairn.evm.tx.Outcome;
import org.cairn.evm.tx.Refusal;
import org.cairn.evm.tx.TransactionProcessor;
import org.cairn.evm.tx.TransactionValidity.Room;
import org.cairn.evm.world.AccountState;
import org.cairn.evm.world.BlockContext;
import org.cairn.evm.world.BlockHashes;
import org.cairn.evm.world.World;
import org.jspecify.annotations.Nullable;

/// One block in execution: `begin`, any number of `apply`, `finish`, in this order. The executor
/// and the builder drive it, so that they cannot disagree.
final class BlockExecution {
  private static final int DEPOSIT_REQUEST = 0;
  private static final int WITHDRAWAL_REQUEST = 1;
  private static final int CONSOLIDATION_REQUEST = 2;

  private final ChainRules chain;
  private final Rules rules;
  private final Parent parent;
  private final BlockHeader header;
  private final BlockContext context;
  private final World world;
  private final TransactionProcessor processor;
  private final List<Receipt> receipts = new ArrayList<>();
  private final List<Bytes> requests = new ArrayList<>();
  private long gasUsed;
  private long blobCount;

  /// The header needs the fields that transactions see; what follows from executing them is not
  /// read.
  BlockExecution(
      ChainRules chain,
      CodeCache codes,
      TransactionProcessor processor,
      Parent parent,
      BlockHeader header,
      BlockHashes hashes) {
    this(
        chain,
        codes,
        processor,
        parent,
        header,
        context(chain.schedule().at(header), header, hashes));
  }

  /// An execution in a context that was made for the header.
  BlockExecution(
      ChainRules chain,
      CodeCache codes,
      TransactionProcessor processor,
      Parent parent,
      BlockHeader header,
      BlockContext context) {
    this.chain = chain;
    this.rules = context.rules();
    this.parent = parent;
    this.processor = processor;
    this.header = header;
    this.context = context;
    this.world = new World(parent.state(), rules, codes);
  }

  static BlockContext context(Rules rules, BlockHeader header, BlockHashes hashes) {
    return BlockEnvironment.of(
        rules,
        header,
        number -> number == header.number() - 1 ? header.parentHash() : hashes.hash(number));
  }

  /// The system calls before the first transaction.
  void begin(BlockHeader header) {
    open(processor, world, context, header);
  }

  static void open(
      TransactionProcessor processor, World world, BlockContext context, BlockHeader header) {
    Rules rules = context.rules();
    Hash beaconRoot = header.parentBeaconBlockRoot();
    if (rules.isAtLeast(Fork.CANCUN) && beaconRoot != null) {
      CallResult _ =
          processor.systemCall(world, context, SystemContracts.BEACON_ROOTS, beaconRoot.toBytes());
    }
    if (rules.isAtLeast(Fork.PRAGUE)) {
      CallResult _ =
          processor.systemCall(
              world, context, SystemContracts.BLOCK_HASHES, header.parentHash().toBytes());
    }
  }

  /// Executes the transaction, or says why it is refused; then nothing has changed.
  @Nullable Refusal apply(RecoveredTransaction transaction) {
    return apply(transaction, null);
  }

  /// The same, watched by a tracer unless there is none.
  @Nullable Refusal apply(RecoveredTransaction transaction, @Nullable Tracer tracer) {
    Room room = new Room(gasLeft(), blobsLeft() * BlobGas.PER_BLOB);
    return switch (processor.process(world, transaction, context, room, tracer)) {
      case Outcome.Rejected(Refusal refusal) -> refusal;
      case Outcome.Executed executed -> {
        count(transaction.transaction(), executed.succeeded(), executed.gasUsed(), executed.logs());
        yield null;
      }
    };
  }

  /// Makes the receipt of a transaction that was executed.
  void count(Transaction transaction, boolean succeeded, long gas, List<Log> logs) {
    gasUsed += gas;
    blobCount += BodyCheck.blobCount(transaction);
    // EIP-658: until Byzantium a receipt has the state after its transaction.
    Hash root = rules.isAtLeast(Fork.BYZANTIUM) ? null : state().root();
    receipts.add(new Receipt(transaction.type(), succeeded, root, gasUsed, Bloom.of(logs), logs));
  }

  /// Rewards of proof of work, or withdrawals, then the requests to the staking layer.
  @Nullable Invalid finish(BlockBody body) {
    BlockReward.pay(world, header, body.ommers());
    return close(body.withdrawals());
  }

  /// Withdrawals, then the requests.
  @Nullable Invalid close(@Nullable List<Withdrawal> withdrawals) {
    if (withdrawals != null) {
      pay(withdrawals);
    }
    if (!rules.isAtLeast(Fork.PRAGUE)) {
      return null;
    }
    Bytes deposits = DepositLogs.requests(receipts, chain.depositContract());
    if (deposits == null) {
      return new Invalid(Reason.DEPOSIT_LOG, "a deposit log of another layout");
    }
    add(DEPOSIT_REQUEST, deposits);
    Invalid found = dequeue(WITHDRAWAL_REQUEST, SystemContracts.WITHDRAWAL_REQUESTS);
    return found != null
        ? found
        : dequeue(CONSOLIDATION_REQUEST, SystemContracts.CONSOLIDATION_REQUESTS);
  }

  /// EIP-4895: amounts are in Gwei, and an account that gets nothing is only touched.
  private void pay(List<Withdrawal> withdrawals) {
    world.beginTransaction();
    for (Withdrawal withdrawal : withdrawals) {
      AccountState account = world.account(withdrawal.address());
      UInt256 amount = UInt256.ofUnsigned(withdrawal.amountGwei()).times(Wei.PER_GWEI);
      world.addBalance(account, amount);
    }
    world.commitTransaction();
  }

  /// EIP-7002, EIP-7251: a block is invalid when the contract is missing or its call fails.
  private @Nullable Invalid dequeue(int type, Address contract) {
    if (!world.account(contract).hasCode()) {
      return new Invalid(Reason.SYSTEM_CONTRACT, "no code at " + contract);
    }
    CallResult result = call(contract, Bytes.EMPTY);
    if (!result.halt().isSuccess()) {
      return new Invalid(
          Reason.SYSTEM_CONTRACT, "the call of " + contract + " failed: " + result.halt());
    }
    add(type, result.output());
    return null;
  }

  /// EIP-7685: a type without data is left out.
  private void add(int type, Bytes data) {
    if (!data.isEmpty()) {
      byte[] request = new byte[data.size() + 1];
      request[0] = (byte) type;
      System.arraycopy(data.shared(), 0, request, 1, data.size());
      requests.add(Bytes.wrap(request));
    }
  }

  private CallResult call(Address contract, Bytes input) {
    return processor.systemCall(world, context, contract, input);
  }

  BlockContext context() {
    return context;
  }

  World world() {
    return world;
  }

  Rules rules() {
    return rules;
  }

  long gasUsed() {
    return gasUsed;
  }

  long gasLeft() {
    return context.gasLimit() - gasUsed;
  }

  long blobCount() {
    return blobCount;
  }

  long blobsLeft() {
    return rules.blobs().max() - blobCount;
  }

  List<Receipt> receipts() {
    return receipts;
  }

  List<Bytes> requests() {
    return requests;
  }

  StateView state() {
    return parent.state().with(world.diff());
  }
}
