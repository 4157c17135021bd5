package org.cairn.rpc.method;

import java.util.Map;
import org.cairn.core.block.BlockHeader;
import org.cairn.core.state.Account;
import org.cairn.core.state.StateReader;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;
import org.cairn.rpc.codec.BlockRef;
import org.cairn.rpc.codec.CallArguments;
import org.cairn.rpc.codec.ErrorDetails;
import org.cairn.rpc.codec.RpcError;
import org.cairn.rpc.codec.RpcException;
import org.cairn.rpc.port.BlockSimulator;
import org.cairn.rpc.port.CallBlock;
import org.cairn.rpc.port.CallRequest;
import org.cairn.rpc.port.HashedHeader;
import org.cairn.rpc.port.NodeView;
import org.cairn.rpc.port.PrecompileMoves;
import org.jspecify.annotations.Nullable;

/// Prepares what `eth_call` and `eth_estimateGas` execute: the message, the state with the client's
/// overrides, and the block that the message believes to be in.
record Simulation(
    BlockLookup blocks, PendingBlock pending, NodeView node, BlockSimulator precompiles) {
  /// What the client asked for, as it came.
  record Wanted(
      CallArguments call,
      BlockRef block,
      StateOverrides stateOverrides,
      BlockOverrides blockOverrides) {}

  /// Ready to execute but for the gas. `feeCap` is what the sender is ready to pay for a unit of
  /// gas, zero when it named no fee.
  record Prepared(CallRequest request, StateReader state, CallBlock block, Wei feeCap) {
    Wei balance() {
      Account account = state.account(request.from());
      return account == null ? Wei.ZERO : account.balance();
    }
  }

  Prepared prepare(Wanted wanted) {
    CallArguments call = wanted.call();
    Long chainId = call.chainId();
    if (chainId != null && chainId != node.chainId()) {
      throw new RpcException(
          RpcError.SERVER,
          "chainId does not match node's (have=%d, want=%d)".formatted(chainId, node.chainId()),
          ErrorDetails.of("wrongChain", Map.of("got", chainId, "expected", node.chainId())));
    }
    HashedHeader base = blocks.requiredHeader(wanted.block());
    StateReader state = wanted.stateOverrides().over(blocks.state(base.number()));
    BlockHeader header =
        wanted
            .blockOverrides()
            .over(BlockLookup.isPending(wanted.block()) ? pending.header() : base.header());
    Wei feeCap = feeCap(call);
    Wei gasPrice = Wei.ZERO;
    if (feeCap.isZero()) {
      // Without a fee nothing is paid, so the message must not see a base fee that it cannot pay.
      header = wanted.blockOverrides().freeOfCharge(header);
    } else {
      gasPrice = effectivePrice(call, feeCap, header.baseFeePerGas());
    }
    CallRequest request =
        new CallRequest(
            call.from(),
            call.to(),
            call.value(),
            call.data(),
            0,
            gasPrice,
            call.accessList(),
            call.authorizations(),
            call.blobVersionedHashes());
    return new Prepared(request, state, block(wanted, header), feeCap);
  }

  private CallBlock block(Wanted wanted, BlockHeader header) {
    PrecompileMoves moves =
        wanted
            .stateOverrides()
            .precompiles(address ->
                precompiles.isPrecompile(header.number(), header.timestampSeconds(), address));
    BlockOverrides overrides = wanted.blockOverrides();
    return new CallBlock(header, overrides.blobBaseFee(), overrides.beaconRoot(), moves);
  }

  private static Wei feeCap(CallArguments call) {
    Wei gasPrice = call.gasPrice();
    Wei maxFee = call.maxFeePerGas();
    return gasPrice != null ? gasPrice : maxFee != null ? maxFee : Wei.ZERO;
  }

  /// EIP-1559.
  private static Wei effectivePrice(CallArguments call, Wei feeCap, @Nullable Wei baseFee) {
    if (baseFee == null || call.gasPrice() != null) {
      requireCovered(call, feeCap, baseFee);
      return feeCap;
    }
    Wei tip = call.maxPriorityFeePerGas() == null ? Wei.ZERO : call.maxPriorityFeePerGas();
    if (tip.compareTo(feeCap) > 0) {
      throw new RpcException(
          RpcError.SERVER,
          "max priority fee per gas higher than max fee per gas: address %s,".formatted(call.from())
              + " maxPriorityFeePerGas: %s, maxFeePerGas: %s".formatted(tip, feeCap),
          ErrorDetails.of(
              "tipAboveFeeCap", Map.of("maxPriorityFeePerGas", tip, "maxFeePerGas", feeCap)));
    }
    requireCovered(call, feeCap, baseFee);
    UInt256 wanted = baseFee.value().plusWrapping(tip.value());
    return wanted.compareTo(baseFee.value()) < 0 ? feeCap : feeCap.min(new Wei(wanted));
  }

  private static void requireCovered(CallArguments call, Wei feeCap, @Nullable Wei baseFee) {
    if (baseFee != null && feeCap.compareTo(baseFee) < 0) {
      throw new RpcException(
          RpcError.SERVER,
          "max fee per gas less than block base fee: address %s, maxFeePerGas: %s, baseFee: %s"
              .formatted(call.from(), feeCap, baseFee),
          ErrorDetails.of(
              "feeCapBelowBaseFee", Map.of("maxFeePerGas", feeCap, "baseFee", baseFee)));
    }
  }
}
