package org.cairn.rpc.method;

import java.util.Map;
import org.cairn.core.block.BlockHeader;
import org.cairn.core.block.Transaction;
import org.cairn.core.types.Wei;
import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.BlockRef;
import org.cairn.rpc.codec.CallArguments;
import org.cairn.rpc.codec.ErrorDetails;
import org.cairn.rpc.codec.RpcError;
import org.cairn.rpc.codec.RpcException;
import org.cairn.rpc.codec.TransactionJson;
import org.cairn.rpc.codec.UnsignedTransactions;
import org.cairn.rpc.port.ChainView;
import org.cairn.rpc.port.FeeRules;
import org.cairn.rpc.port.NodeView;
import org.cairn.rpc.port.TxSink;
import org.cairn.rpc.subscription.Caller;

/// Completes a transaction so that it only has to be signed: nonce, fees with room for a base fee
/// that doubles, gas by an estimate.
record FillTransaction(
    EstimateGas estimates,
    ChainView chain,
    TxSink transactions,
    FeeRules fees,
    TipOracle tips,
    NodeView node)
    implements Method, TransactionFiller {
  @Override
  public String name() {
    return "eth_fillTransaction";
  }

  @Override
  public Declaration declaration() {
    return Declaration.of(
            "Completes a transaction so that it only has to be signed: nonce, fees with room for a"
                + " base fee that doubles, gas by an estimate",
            Kind.OBJECT)
        .needs("transaction", Kind.OBJECT);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    CallArguments given = arguments.required(CallArguments::read);
    arguments.end();
    Transaction filled = fill(given);
    return out -> {
      out.writeStartObject();
      out.writeFieldName("tx");
      TransactionJson.unsigned(out, filled);
      out.writeEndObject();
    };
  }

  @Override
  public Transaction fill(CallArguments given) {
    if (given.to() == null && given.data().isEmpty()) {
      throw refused("contract creation without any data provided");
    }
    BlockHeader head = chain.head().header();
    CallArguments priced = withFees(given, head);
    Long nonce = priced.nonce();
    long nextNonce = nonce == null ? transactions.pendingNonce(priced.from()) : nonce;
    Long gas = priced.gas();
    long enough =
        gas == null
            ? estimates.estimate(
                new Simulation.Wanted(
                    priced, BlockRef.LATEST, StateOverrides.NONE, BlockOverrides.NONE))
            : gas;
    try {
      return UnsignedTransactions.of(priced, node.chainId(), nextNonce, enough);
    } catch (IllegalArgumentException e) {
      throw refused(String.valueOf(e.getMessage()));
    }
  }

  private CallArguments withFees(CallArguments call, BlockHeader head) {
    Wei blobFee = call.maxFeePerBlobGas();
    if (!call.blobVersionedHashes().isEmpty() && blobFee == null) {
      blobFee = fees.nextBlobBaseFee(head).times(2);
    }
    Wei baseFee = head.baseFeePerGas();
    if (call.gasPrice() != null) {
      return call.withFees(call.gasPrice(), null, null, blobFee);
    }
    if (baseFee == null) {
      return call.withFees(tips.suggestion(), null, null, blobFee);
    }
    Wei tip = call.maxPriorityFeePerGas() == null ? tips.suggestion() : call.maxPriorityFeePerGas();
    // On a development chain the next base fee may be any.
    Wei next = fees.nextBaseFee(head);
    Wei enough = baseFee.times(2).compareTo(next) < 0 ? next : baseFee.times(2);
    Wei most = call.maxFeePerGas() == null ? enough.plus(tip) : call.maxFeePerGas();
    if (most.compareTo(tip) < 0) {
      throw new RpcException(
          RpcError.SERVER,
          "max priority fee per gas higher than max fee per gas: maxPriorityFeePerGas: %s,"
                  .formatted(tip)
              + " maxFeePerGas: "
              + most,
          ErrorDetails.of(
              "tipAboveFeeCap", Map.of("maxPriorityFeePerGas", tip, "maxFeePerGas", most)));
    }
    return call.withFees(null, most, tip, blobFee);
  }

  private static RpcException refused(String message) {
    return new RpcException(RpcError.SERVER, message);
  }
}
