package org.cairn.node.adapter;

import org.cairn.core.block.HeaderCodec;
import org.cairn.core.block.SignedTransaction;
import org.cairn.core.types.Address;
import org.cairn.evm.block.BlockDraft;
import org.cairn.evm.block.ChainRules;
import org.cairn.evm.block.Parent;
import org.cairn.evm.block.SimulatedBlock;
import org.cairn.evm.code.CodeCache;
import org.cairn.evm.fork.Fork;
import org.cairn.evm.fork.Rules;
import org.cairn.evm.instruction.Halt;
import org.cairn.evm.precompile.Precompiles;
import org.cairn.evm.tx.Refusal;
import org.cairn.evm.tx.Rehearsal;
import org.cairn.rpc.port.BlockSimulator;
import org.cairn.rpc.port.PrecompileMoves;

/// Simulates blocks on the EVM for JSON-RPC. Any thread may use it.
public final class SimulationByEvm implements BlockSimulator {
  private final ChainRules chain;
  private final CodeCache codes;

  public SimulationByEvm(ChainRules chain, CodeCache codes) {
    this.chain = chain;
    this.codes = codes;
  }

  @Override
  public boolean isPrecompile(long number, long timestampSeconds, Address address) {
    return Precompiles.at(rules(number, timestampSeconds).fork()).find(address) != null;
  }

  private Rules rules(long number, long timestampSeconds) {
    return chain.schedule().at(number, timestampSeconds);
  }

  @Override
  public Session begin(Opening opening) {
    Draft draft = opening.draft();
    Rules rules = rules(draft.number(), draft.timestampSeconds());
    Precompiles precompiles = Precompiles.at(rules.fork());
    PrecompileMoves moves = opening.precompiles();
    if (!moves.removed().isEmpty()) {
      precompiles = precompiles.rearranged(moves.removed(), moves.moved());
    }
    SimulatedBlock block =
        new SimulatedBlock(
            chain,
            codes,
            new Parent(opening.parent(), opening.before()),
            new BlockDraft(
                draft.number(),
                draft.timestampSeconds(),
                draft.gasLimit(),
                draft.beneficiary(),
                draft.prevRandao(),
                draft.difficulty(),
                draft.baseFeePerGas(),
                draft.blobBaseFee(),
                draft.parentBeaconBlockRoot(),
                draft.withdrawals()),
            opening.hashes()::apply,
            new SimulatedBlock.Mode(opening.validates(), opening.logsTransfers(), precompiles));
    return new EvmSession(block, rules.isAtLeast(Fork.LONDON));
  }

  private record EvmSession(SimulatedBlock block, boolean hasBaseFee) implements Session {
    @Override
    public long nonce(Address address) {
      return block.nonce(address);
    }

    @Override
    public long gasLeft() {
      return block.gasLeft();
    }

    @Override
    public Step run(SignedTransaction transaction, Address sender) {
      return switch (block.run(transaction, sender)) {
        case Rehearsal.Result.Refused(Refusal refusal) ->
            new Step.Refused(objection(refusal.reason()), refusal.message());
        case Rehearsal.Result.Executed executed ->
            new Step.Executed(
                executed.halt().isSuccess(),
                executed.halt() == Halt.REVERT,
                executed.reason(),
                executed.output(),
                executed.gasUsed(),
                executed.maxGasUsed(),
                block.logs().stream()
                    .map(log -> new NumberedLog(log.log(), log.number()))
                    .toList());
      };
    }

    private static Objection objection(Refusal.Reason reason) {
      return switch (reason) {
        case NONCE_TOO_LOW -> Objection.NONCE_TOO_LOW;
        case NONCE_TOO_HIGH -> Objection.NONCE_TOO_HIGH;
        case TIP_ABOVE_FEE_CAP -> Objection.TIP_ABOVE_FEE_CAP;
        case FEE_CAP_BELOW_BASE_FEE -> Objection.FEE_CAP_BELOW_BASE_FEE;
        case INTRINSIC_GAS -> Objection.INTRINSIC_GAS;
        case INSUFFICIENT_FUNDS -> Objection.INSUFFICIENT_FUNDS;
        case INITCODE_TOO_LONG -> Objection.INITCODE_TOO_LONG;
        default -> Objection.OTHER;
      };
    }

    @Override
    public End seal() {
      return switch (block.seal()) {
        case SimulatedBlock.End.Failed(String reason) -> new End.Failed(reason);
        case SimulatedBlock.End.Sealed(var made, var state) ->
            new End.Sealed(made, HeaderCodec.hash(made.header()), state);
      };
    }
  }
}
