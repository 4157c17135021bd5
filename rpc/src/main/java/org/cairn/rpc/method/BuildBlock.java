package org.cairn.rpc.method;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.cairn.core.block.BlobEnvelope;
import org.cairn.core.block.BlobSidecar;
import org.cairn.core.block.BlockHeader;
import org.cairn.core.block.RecoveredTransaction;
import org.cairn.core.block.Senders;
import org.cairn.core.block.SignedTransaction;
import org.cairn.core.block.TransactionCodec;
import org.cairn.core.block.Withdrawal;
import org.cairn.core.rlp.DecodingException;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.BlockRef;
import org.cairn.rpc.codec.PayloadJson;
import org.cairn.rpc.codec.RpcError;
import org.cairn.rpc.codec.RpcException;
import org.cairn.rpc.codec.Values;
import org.cairn.rpc.codec.Withdrawals;
import org.cairn.rpc.port.BlockAssembler;
import org.cairn.rpc.port.FeeRules;
import org.cairn.rpc.port.HashedHeader;
import org.cairn.rpc.port.TxSink;
import org.cairn.rpc.subscription.Caller;
import org.jspecify.annotations.Nullable;

/// Makes a block on top of any that is known, out of given transactions or of the pool's, for
/// tests. It becomes no part of the chain.
record BuildBlock(BlockLookup blocks, BlockAssembler assembler, TxSink transactions, FeeRules fees)
    implements Method {
  private static final int MAX_TRANSACTIONS = 10_000;

  @Override
  public String name() {
    return "testing_buildBlockV1";
  }

  /// What the consensus layer would say of a block.
  private record Attributes(
      long timestampSeconds,
      Hash prevRandao,
      Address feeRecipient,
      Hash beaconRoot,
      List<Withdrawal> withdrawals) {}

  @Override
  public Declaration declaration() {
    return Declaration.of(
            "Makes a block on top of any that is known, out of given transactions or of the pool's,"
                + " for tests",
            Kind.OBJECT)
        .needs("parentHash", Kind.HASH)
        .needs("attributes", Kind.OBJECT)
        .takes("transactions", Kind.LIST)
        .takes("extraData", Kind.BYTES);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    Hash parentHash = arguments.required(Values::hash);
    Attributes attributes = arguments.required(BuildBlock::attributes);
    List<Bytes> given = arguments.orNull(Values.listOf(Values::bytes, MAX_TRANSACTIONS));
    Bytes extraData = arguments.optional(Values::bytes, Bytes.EMPTY);
    arguments.end();
    HashedHeader parent = blocks.requiredHeader(new BlockRef.Hashed(parentHash));
    List<BlobSidecar> sidecars = new ArrayList<>();
    BlockAssembler.Result result =
        assembler.assemble(
            new BlockAssembler.Order(
                parent,
                blocks.state(parent.number()),
                attributes.timestampSeconds,
                attributes.prevRandao,
                attributes.feeRecipient,
                attributes.beaconRoot,
                attributes.withdrawals,
                extraData,
                given == null ? pooled(parent.header()) : decoded(given, sidecars),
                given == null ? 0 : given.size()));
    return switch (result) {
      case BlockAssembler.Result.Refused(String reason) ->
          throw new RpcException(RpcError.SERVER, reason);
      case BlockAssembler.Result.Assembled assembled -> {
        if (given == null) {
          assembled.block().body().transactions().stream()
              .map(transaction -> transactions.sidecar(transaction.hash()))
              .filter(Objects::nonNull)
              .forEach(sidecars::add);
        }
        yield out -> PayloadJson.write(out, assembled, sidecars);
      }
    };
  }

  private Supplier<@Nullable RecoveredTransaction> pooled(BlockHeader parent) {
    return transactions.best(fees.nextBaseFee(parent))::next;
  }

  private static Supplier<@Nullable RecoveredTransaction> decoded(
      List<Bytes> given, List<BlobSidecar> sidecars) {
    List<RecoveredTransaction> recovered = new ArrayList<>(given.size());
    for (Bytes encoded : given) {
      recovered.add(decoded(encoded, sidecars));
    }
    Iterator<RecoveredTransaction> rest = recovered.iterator();
    return () -> rest.hasNext() ? rest.next() : null;
  }

  private static RecoveredTransaction decoded(Bytes encoded, List<BlobSidecar> sidecars) {
    SignedTransaction signed;
    try {
      if (BlobEnvelope.isOne(encoded)) {
        BlobEnvelope envelope = BlobEnvelope.decode(encoded);
        sidecars.add(envelope.sidecar());
        signed = envelope.transaction();
      } else {
        signed = TransactionCodec.decode(encoded);
      }
    } catch (DecodingException e) {
      throw new RpcException(RpcError.INVALID_PARAMS, "invalid argument 2: " + e.getMessage());
    }
    Address sender = Senders.recover(signed);
    if (sender == null) {
      throw new RpcException(
          RpcError.INVALID_PARAMS, "invalid argument 2: invalid transaction v, r, s values");
    }
    return new RecoveredTransaction(signed, sender);
  }

  private static Attributes attributes(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw new IllegalArgumentException("the payload attributes must be an object");
    }
    long timestampSeconds = 0;
    Hash prevRandao = Hash.ZERO;
    Address feeRecipient = Address.ZERO;
    Hash beaconRoot = Hash.ZERO;
    List<Withdrawal> withdrawals = List.of();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      if (parser.nextToken() == JsonToken.VALUE_NULL) {
        continue;
      }
      switch (name) {
        case "timestamp" -> timestampSeconds = Values.number(parser);
        case "prevRandao" -> prevRandao = Values.hash(parser);
        case "suggestedFeeRecipient" -> feeRecipient = Values.address(parser);
        case "parentBeaconBlockRoot" -> beaconRoot = Values.hash(parser);
        case "withdrawals" ->
            withdrawals =
                Values.listOf(Withdrawals::read, BlockOverrides.MAX_WITHDRAWALS).read(parser);
        default -> parser.skipChildren();
      }
    }
    return new Attributes(timestampSeconds, prevRandao, feeRecipient, beaconRoot, withdrawals);
  }
}
