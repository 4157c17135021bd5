package org.cairn.evm.tx;

import java.util.List;
import org.cairn.core.block.AccessListEntry;
import org.cairn.core.block.Authorities;
import org.cairn.core.block.Authorization;
import org.cairn.core.block.RecoveredTransaction;
import org.cairn.core.block.Transaction;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;
import org.cairn.evm.code.Code;
import org.cairn.evm.fork.Fork;
import org.cairn.evm.fork.Rules;
import org.cairn.evm.gas.BlobGas;
import org.cairn.evm.instruction.ContractAddress;
import org.cairn.evm.instruction.Execution;
import org.cairn.evm.instruction.FramePool;
import org.cairn.evm.instruction.Message;
import org.cairn.evm.interpreter.CallResult;
import org.cairn.evm.interpreter.Interpreter;
import org.cairn.evm.trace.Tracer;
import org.cairn.evm.trace.Tracing;
import org.cairn.evm.tx.TransactionValidity.Room;
import org.cairn.evm.world.AccountState;
import org.cairn.evm.world.BlockContext;
import org.cairn.evm.world.World;
import org.jspecify.annotations.Nullable;

/// Runs transactions on a world, one at a time. It keeps frames and memory between them, so one
/// thread owns a processor.
public final class TransactionProcessor {
  /// The caller of the protocol's own calls (EIP-4788).
  public static final Address SYSTEM = Address.fromHex("0x" + "f".repeat(39) + "e");

  private static final long SYSTEM_CALL_GAS = 30_000_000;

  /// EIP-7702: the part of an authorization's price that an existing authority gets back.
  private static final long EXISTING_AUTHORITY_REFUND = 12_500;

  private static final UInt256 ANY_CHAIN = UInt256.ZERO;

  private final FramePool frames = new FramePool();
  private final boolean sendersMayHaveCode;

  public TransactionProcessor() {
    this(false);
  }

  /// With `sendersMayHaveCode`, contracts may send too, against EIP-3607.
  public TransactionProcessor(boolean sendersMayHaveCode) {
    this.sendersMayHaveCode = sendersMayHaveCode;
  }

  /// Checks the transaction and carries it out, with its fees. The world changes only when the
  /// transaction is executed.
  public Outcome process(
      World world, RecoveredTransaction recovered, BlockContext block, Room room) {
    return process(world, recovered, block, room, null);
  }

  /// The same, watched by a tracer unless there is none.
  public Outcome process(
      World world,
      RecoveredTransaction recovered,
      BlockContext block,
      Room room,
      @Nullable Tracer tracer) {
    Transaction transaction = recovered.transaction();
    AccountState sender = world.account(recovered.sender());
    Refusal refusal = TransactionValidity.ofItself(transaction, block.rules());
    if (refusal == null) {
      refusal = TransactionValidity.inBlock(transaction, block, room);
    }
    if (refusal == null) {
      refusal = TransactionValidity.ofSender(transaction, view(world, sender));
    }
    if (refusal != null) {
      return new Outcome.Rejected(refusal);
    }
    world.beginTransaction();
    Tracing tracing = tracer == null ? null : new Tracing(tracer, world);
    if (tracing != null) {
      tracing.started();
    }
    Wei gasPrice = effectiveGasPrice(transaction, block.baseFeePerGas());
    world.subtractBalance(sender, upfront(transaction, gasPrice, block).value());
    world.putNonce(sender, sender.nonce() + 1);
    IntrinsicGas intrinsic = IntrinsicGas.of(transaction, block.rules());
    prepare(world, transaction, recovered.sender(), block);
    Execution execution =
        new Execution(
            world,
            block,
            new Execution.Origin(recovered.sender(), gasPrice.value(), blobHashes(transaction)),
            frames,
            tracing);
    Address created =
        transaction.to() == null
            ? ContractAddress.of(recovered.sender(), transaction.nonce())
            : null;
    long gas = transaction.gasLimit() - intrinsic.intrinsic();
    CallResult result =
        Interpreter.run(execution, message(transaction, recovered.sender(), created, gas), frames);
    long gasUsed = gasUsed(world, transaction.gasLimit(), result.gasLeft(), intrinsic.floor());
    settle(world, sender, block, gasPrice, new Gas(transaction.gasLimit(), gasUsed));
    Outcome outcome =
        new Outcome.Executed(result.halt(), gasUsed, world.logs(), result.output(), created);
    world.commitTransaction();
    if (tracing != null) {
      tracing.ended(gasUsed);
    }
    return outcome;
  }

  /// A call of the protocol itself: free, from [#SYSTEM], outside of the block's gas.
  public CallResult systemCall(World world, BlockContext block, Address target, Bytes input) {
    world.beginTransaction();
    Execution execution =
        new Execution(world, block, new Execution.Origin(SYSTEM, UInt256.ZERO, List.of()), frames);
    CallResult result =
        Interpreter.run(
            execution, Message.call(SYSTEM, target, UInt256.ZERO, input, SYSTEM_CALL_GAS), frames);
    world.commitTransaction();
    return result;
  }

  /// What the processor's simulations run in.
  FramePool frames() {
    return frames;
  }

  private TransactionValidity.Sender view(World world, AccountState sender) {
    boolean maySend = sendersMayHaveCode || !sender.hasCode();
    if (!maySend) {
      // EIP-3607, which clients apply to all of history, as amended by EIP-7702.
      maySend = world.rules().isAtLeast(Fork.PRAGUE) && world.code(sender).delegate() != null;
    }
    return new TransactionValidity.Sender(sender.nonce(), sender.balance(), maySend);
  }

  /// EIP-1559: what a unit of gas costs the sender.
  public static Wei effectiveGasPrice(Transaction transaction, Wei baseFee) {
    Wei room = transaction.maxFeePerGas().minus(baseFee);
    return baseFee.plus(transaction.maxPriorityFeePerGas().min(room));
  }

  private static Wei upfront(Transaction transaction, Wei gasPrice, BlockContext block) {
    Wei cost = gasPrice.times(transaction.gasLimit());
    return transaction instanceof Transaction.Blob blob
        ? cost.plus(block.blobBaseFee().times(blob.blobVersionedHashes().size() * BlobGas.PER_BLOB))
        : cost;
  }

  static List<Hash> blobHashes(Transaction transaction) {
    return transaction instanceof Transaction.Blob blob ? blob.blobVersionedHashes() : List.of();
  }

  static Message message(
      Transaction transaction, Address sender, @Nullable Address created, long gas) {
    UInt256 value = transaction.value().value();
    return new Message(sender, transaction.to(), created, value, transaction.data(), gas);
  }

  /// Warms what the transaction names (EIP-2929, EIP-3651) and applies its authorizations.
  static void prepare(World world, Transaction transaction, Address sender, BlockContext block) {
    Rules rules = block.rules();
    if (!rules.isAtLeast(Fork.BERLIN)) {
      return;
    }
    warm(world, sender);
    if (rules.isAtLeast(Fork.SHANGHAI)) {
      warm(world, block.beneficiary());
    }
    if (transaction.to() != null) {
      warm(world, transaction.to());
    }
    for (AccessListEntry entry : transaction.accessList()) {
      AccountState account = world.account(entry.address());
      boolean _ = world.warm(account);
      for (UInt256 key : entry.slots()) {
        boolean _ = world.warm(world.slot(account, key));
      }
    }
    if (transaction instanceof Transaction.SetCode setCode) {
      for (Authorization authorization : setCode.authorizations()) {
        authorize(world, authorization, rules);
      }
    }
  }

  private static void warm(World world, Address address) {
    boolean _ = world.warm(world.account(address));
  }

  /// EIP-7702, "behavior": an authorization that does not apply is skipped.
  private static void authorize(World world, Authorization authorization, Rules rules) {
    boolean forThisChain =
        authorization.chainId().equals(ANY_CHAIN)
            || authorization.chainId().equals(UInt256.of(rules.chainId()));
    if (!forThisChain || authorization.nonce() == -1) {
      return;
    }
    Address authority = Authorities.recover(authorization);
    if (authority == null) {
      return;
    }
    AccountState account = world.account(authority);
    boolean _ = world.warm(account);
    boolean delegable = !account.hasCode() || world.code(account).delegate() != null;
    if (!delegable || account.nonce() != authorization.nonce()) {
      return;
    }
    if (account.exists()) {
      world.addRefund(EXISTING_AUTHORITY_REFUND);
    }
    boolean clears = authorization.address().equals(Address.ZERO);
    world.putCode(account, clears ? Bytes.EMPTY : Code.delegationTo(authorization.address()));
    world.putNonce(account, account.nonce() + 1);
  }

  /// The gas to pay for: less the refund, within its bound (EIP-3529), but at least the floor
  /// (EIP-7623).
  static long gasUsed(World world, long gasLimit, long gasLeft, long floor) {
    long used = gasLimit - gasLeft;
    long refund = Math.min(world.refund(), used / world.rules().gas().refundQuotient);
    return Math.max(used - refund, floor);
  }

  private record Gas(long limit, long used) {}

  /// Returns what was not used to the sender and pays the beneficiary; the base fee is burnt.
  private static void settle(
      World world, AccountState sender, BlockContext block, Wei gasPrice, Gas gas) {
    world.addBalance(sender, gasPrice.times(gas.limit - gas.used).value());
    Wei tip = gasPrice.minus(block.baseFeePerGas());
    world.addBalance(world.account(block.beneficiary()), tip.times(gas.used).value());
  }
}
