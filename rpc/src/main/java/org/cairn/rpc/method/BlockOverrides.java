package org.cairn.rpc.method;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.List;
import org.cairn.core.block.BlockHeader;
import org.cairn.core.block.Withdrawal;
import org.cairn.core.types.Address;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;
import org.cairn.rpc.codec.Values;
import org.cairn.rpc.codec.Withdrawals;
import org.jspecify.annotations.Nullable;

/// What a client wants a simulated call to believe of its block.
record BlockOverrides(
    @Nullable Long number,
    @Nullable Long timestampSeconds,
    @Nullable Long gasLimit,
    @Nullable Address beneficiary,
    @Nullable Hash prevRandao,
    @Nullable UInt256 difficulty,
    @Nullable Wei baseFeePerGas,
    @Nullable Wei blobBaseFee,
    @Nullable Hash beaconRoot,
    @Nullable List<Withdrawal> withdrawals) {
  static final int MAX_WITHDRAWALS = 1_000;
  static final BlockOverrides NONE =
      new BlockOverrides(null, null, null, null, null, null, null, null, null, null);

  static BlockOverrides read(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw new IllegalArgumentException("block overrides must be an object");
    }
    Long number = null;
    Long timestampSeconds = null;
    Long gasLimit = null;
    Address beneficiary = null;
    Hash prevRandao = null;
    UInt256 difficulty = null;
    Wei baseFeePerGas = null;
    Wei blobBaseFee = null;
    Hash beaconRoot = null;
    List<Withdrawal> withdrawals = null;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      if (parser.nextToken() == JsonToken.VALUE_NULL) {
        continue;
      }
      switch (name) {
        case "number" -> number = Values.number(parser);
        case "time", "timestamp" -> timestampSeconds = Values.number(parser);
        case "gasLimit" -> gasLimit = Values.number(parser);
        case "feeRecipient", "coinbase" -> beneficiary = Values.address(parser);
        case "prevRandao", "random" -> prevRandao = Values.slotKey(parser).toHash();
        case "difficulty" -> difficulty = Values.word(parser);
        case "baseFeePerGas", "baseFee" -> baseFeePerGas = Values.wei(parser);
        case "blobBaseFee" -> blobBaseFee = Values.wei(parser);
        case "beaconRoot" -> beaconRoot = Values.hash(parser);
        case "withdrawals" ->
            withdrawals = Values.listOf(Withdrawals::read, MAX_WITHDRAWALS).read(parser);
        default -> throw new IllegalArgumentException("block override of another kind: " + name);
      }
    }
    return new BlockOverrides(
        number,
        timestampSeconds,
        gasLimit,
        beneficiary,
        prevRandao,
        difficulty,
        baseFeePerGas,
        blobBaseFee,
        beaconRoot,
        withdrawals);
  }

  /// The header as the call sees it. Withdrawals come after all calls of a block, so that a call
  /// never sees them.
  BlockHeader over(BlockHeader header) {
    return new BlockHeader(
        header.parentHash(),
        header.ommersHash(),
        beneficiary == null ? header.beneficiary() : beneficiary,
        header.stateRoot(),
        header.transactionsRoot(),
        header.receiptsRoot(),
        header.logsBloom(),
        difficulty == null ? header.difficulty() : difficulty,
        number == null ? header.number() : number,
        gasLimit == null ? header.gasLimit() : gasLimit,
        header.gasUsed(),
        timestampSeconds == null ? header.timestampSeconds() : timestampSeconds,
        header.extraData(),
        prevRandao == null ? header.prevRandao() : prevRandao,
        header.nonce(),
        baseFeePerGas == null ? header.baseFeePerGas() : baseFeePerGas,
        header.withdrawalsRoot(),
        header.blobGasUsed(),
        header.excessBlobGas(),
        beaconRoot == null ? header.parentBeaconBlockRoot() : beaconRoot,
        header.requestsHash());
  }

  /// The header with a base fee of zero where there is one that the client did not ask for.
  BlockHeader freeOfCharge(BlockHeader header) {
    if (baseFeePerGas != null || header.baseFeePerGas() == null) {
      return header;
    }
    return new BlockOverrides(null, null, null, null, null, null, Wei.ZERO, null, null, null)
        .over(header);
  }
}
