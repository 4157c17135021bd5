package org.cairn.node.evmtool;

import java.util.List;
import java.util.TreeMap;
import org.cairn.core.crypto.Keccak256;
import org.cairn.core.state.Account;
import org.cairn.core.state.MemoryState;
import org.cairn.core.state.StateDiff;
import org.cairn.core.state.StateDiff.AccountChange;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;
import org.cairn.evm.code.CodeCache;
import org.cairn.evm.fork.Fork;
import org.cairn.evm.fork.Rules;
import org.cairn.evm.instruction.ContractAddress;
import org.cairn.evm.instruction.Execution;
import org.cairn.evm.instruction.FramePool;
import org.cairn.evm.instruction.Message;
import org.cairn.evm.interpreter.CallResult;
import org.cairn.evm.interpreter.Interpreter;
import org.cairn.evm.trace.Tracer;
import org.cairn.evm.trace.Tracing;
import org.cairn.evm.world.BlockContext;
import org.cairn.evm.world.BlockHashes;
import org.cairn.evm.world.World;
import org.jspecify.annotations.Nullable;

/// One call or creation by itself, without a transaction around it: all gas goes to the code, and
/// nobody pays for it. Sender, receiver and beneficiary are warm.
public final class CodeRun {
  /// Whom to call with what. Without a receiver it is a creation and the input is its initcode.
  public record Request(
      Address sender, @Nullable Address receiver, UInt256 value, Bytes input, long gas) {}

  /// What came of it; the state is that after it, and `nanos` the time on the wall.
  public record Result(CallResult call, long gasUsed, MemoryState state, long nanos) {}

  private static final long BLOCK_GAS_LIMIT = 1L << 62;

  private CodeRun() {}

  /// The state with other code at an address.
  public static MemoryState withCode(MemoryState state, Address address, Bytes code) {
    Account former = state.account(address);
    Hash hash = code.isEmpty() ? Account.NO_CODE : Keccak256.hash(code);
    Account account =
        new Account(
            former == null ? 0 : former.nonce(),
            former == null ? Wei.ZERO : former.balance(),
            hash);
    var accounts = new TreeMap<Address, AccountChange>();
    accounts.put(address, new AccountChange(account, false, new TreeMap<>()));
    var codes = new TreeMap<Hash, Bytes>();
    if (!code.isEmpty()) {
      codes.put(hash, code);
    }
    return state.with(new StateDiff(accounts, codes));
  }

  public static Result run(MemoryState state, Fork fork, Request request, @Nullable Tracer tracer) {
    Rules rules = Rules.of(1, fork);
    World world = new World(state, rules, new CodeCache());
    BlockContext block =
        new BlockContext(
            rules,
            1,
            1,
            BLOCK_GAS_LIMIT,
            Address.ZERO,
            UInt256.ZERO,
            Wei.ZERO,
            Wei.of(1),
            BlockHashes.NONE);
    Tracing tracing = tracer == null ? null : new Tracing(tracer, world);
    world.beginTransaction();
    FramePool frames = new FramePool();
    Execution execution =
        new Execution(
            world,
            block,
            new Execution.Origin(request.sender, UInt256.ZERO, List.of()),
            frames,
            tracing);
    Message message = message(world, request);
    long start = System.nanoTime();
    CallResult call = Interpreter.run(execution, message, frames);
    long nanos = System.nanoTime() - start;
    world.commitTransaction();
    return new Result(call, request.gas - call.gasLeft(), state.with(world.diff()), nanos);
  }

  private static Message message(World world, Request request) {
    boolean _ = world.warm(world.account(request.sender));
    boolean _ = world.warm(world.account(Address.ZERO));
    Address receiver = request.receiver;
    if (receiver == null) {
      Address created = ContractAddress.of(request.sender, world.account(request.sender).nonce());
      return Message.creation(request.sender, created, request.value, request.input, request.gas);
    }
    boolean _ = world.warm(world.account(receiver));
    return Message.call(request.sender, receiver, request.value, request.input, request.gas);
  }
}
