package org.cairn.rpc.method;

import java.util.List;
import org.cairn.core.block.Senders;
import org.cairn.core.block.SignedTransaction;
import org.cairn.core.block.Transaction;
import org.cairn.core.block.TransactionCodec;
import org.cairn.core.rlp.DecodingException;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.BlockRef;
import org.cairn.rpc.codec.RpcError;
import org.cairn.rpc.codec.RpcException;
import org.cairn.rpc.codec.TransactionJson;
import org.cairn.rpc.codec.Values;
import org.cairn.rpc.port.CallBlock;
import org.cairn.rpc.port.CallRequest;
import org.cairn.rpc.port.HashedHeader;
import org.cairn.rpc.subscription.Caller;
import org.cairn.rpc.trace.TraceKind;

/// Tries a signed transaction out without handing it in.
record ParityRawTransaction(ParityTraces traces) implements Method {
  @Override
  public String name() {
    return "trace_rawTransaction";
  }

  @Override
  public Declaration declaration() {
    return Declaration.of(
            "Tries a signed transaction out: its calls, what accounts would become, its "
                + "instructions",
            Kind.OBJECT)
        .needs("transaction", Kind.BYTES)
        .needs("types", Kind.LIST);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    Bytes encoded = arguments.required(Values::bytes);
    TraceKind.Parity kind = arguments.required(ParityTraces.TYPES);
    arguments.end();
    SignedTransaction signed;
    try {
      signed = TransactionCodec.decode(encoded);
    } catch (DecodingException e) {
      throw new RpcException(RpcError.INVALID_PARAMS, "invalid argument 0: " + e.getMessage());
    }
    Address sender = Senders.recover(signed);
    if (sender == null) {
      throw new RpcException(
          RpcError.INVALID_PARAMS, "invalid argument 0: invalid transaction v, r, s values");
    }
    HashedHeader head = traces.blocks().requiredHeader(BlockRef.LATEST);
    CallRequest request = request(signed.transaction(), sender, head);
    Simulation.Prepared prepared =
        new Simulation.Prepared(
            request,
            traces.blocks().state(head.number()),
            CallBlock.of(head.header()),
            signed.transaction().maxFeePerGas());
    return traces.attempt(
        List.of(traces.attempt(prepared, signed.transaction().gasLimit(), kind)), prepared, false);
  }

  private static CallRequest request(Transaction transaction, Address sender, HashedHeader head) {
    return new CallRequest(
        sender,
        transaction.to(),
        transaction.value(),
        transaction.data(),
        transaction.gasLimit(),
        TransactionJson.effectiveGasPrice(transaction, head.header()),
        transaction.accessList(),
        transaction instanceof Transaction.SetCode setCode ? setCode.authorizations() : List.of(),
        transaction instanceof Transaction.Blob blob ? blob.blobVersionedHashes() : List.of());
  }
}
