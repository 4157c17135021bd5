package org.cairn.evm.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;
import org.cairn.core.block.Block;
import org.cairn.core.block.BlockCodec;
import org.cairn.core.block.BlockHeader;
import org.cairn.core.block.HeaderCodec;
import org.cairn.core.block.Roots;
import org.cairn.core.block.SignedTransaction;
import org.cairn.core.block.Withdrawal;
import org.cairn.core.rlp.DecodingException;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.Wei;
import org.junit.jupiter.api.Test;

class EnginePayloadTest {
  private static final Bytes REQUEST = Bytes.fromHex("0x01aabb");

  private final Block block = block();
  private final ObjectNode call = JsonNodeFactory.instance.objectNode();
  private final ArrayNode parameters = call.putArray("params");
  private final ObjectNode payload = parameters.addObject();
  private final ArrayNode blobHashes = parameters.addArray();

  EnginePayloadTest() {
    write(block, payload);
    parameters.add(String.valueOf(block.header().parentBeaconBlockRoot()));
    parameters.addArray().add(REQUEST.toString());
  }

  @Test
  void payload_ofABlock_isTheBlock() {
    assertThat(EnginePayload.block(call)).isEqualTo(block);
    assertThat(EnginePayload.gasUsed(call)).isEqualTo(block.header().gasUsed());
  }

  @Test
  void payload_withoutItsRequests_isOfAnotherHash() {
    ((ArrayNode) parameters.get(3)).removeAll();
    refused("not " + HeaderCodec.hash(block.header()));
  }

  @Test
  void payload_ofAnotherHash_isRefused() {
    payload.put("blockHash", Hash.ZERO.toString());
    refused("not " + Hash.ZERO);
  }

  @Test
  void payload_withATransactionThatIsNone_isRefused() {
    payload.putArray("transactions").add("0x05");
    refused("");
  }

  @Test
  void payload_withoutTheBlobsThatItsCallerExpects_isRefused() {
    blobHashes.add(Hash.ZERO.toString());
    refused("blobs []");
  }

  private void refused(String text) {
    assertThatThrownBy(() -> EnginePayload.block(call))
        .isInstanceOf(DecodingException.class)
        .hasMessageContaining(text);
  }

  /// A block with transactions and withdrawals, made to have a request.
  private static Block block() {
    Block encoded = BlockCodec.decode(OwnCases.block("Osaka", 2));
    BlockHeader header = encoded.header();
    return new Block(
        new BlockHeader(
            header.parentHash(),
            header.ommersHash(),
            header.beneficiary(),
            header.stateRoot(),
            header.transactionsRoot(),
            header.receiptsRoot(),
            header.logsBloom(),
            header.difficulty(),
            header.number(),
            header.gasLimit(),
            header.gasUsed(),
            header.timestampSeconds(),
            header.extraData(),
            header.prevRandao(),
            header.nonce(),
            header.baseFeePerGas(),
            header.withdrawalsRoot(),
            header.blobGasUsed(),
            header.excessBlobGas(),
            header.parentBeaconBlockRoot(),
            Roots.requestsHash(List.of(REQUEST))),
        encoded.body());
  }

  private static void write(Block block, ObjectNode payload) {
    BlockHeader header = block.header();
    payload.put("parentHash", header.parentHash().toString());
    payload.put("feeRecipient", header.beneficiary().toString());
    payload.put("stateRoot", header.stateRoot().toString());
    payload.put("receiptsRoot", header.receiptsRoot().toString());
    payload.put("logsBloom", header.logsBloom().toString());
    payload.put("blockNumber", header.number());
    payload.put("gasLimit", header.gasLimit());
    payload.put("gasUsed", header.gasUsed());
    payload.put("timestamp", header.timestampSeconds());
    payload.put("extraData", header.extraData().toString());
    payload.put("prevRandao", header.prevRandao().toString());
    Wei baseFee = header.baseFeePerGas();
    payload.put("baseFeePerGas", baseFee == null ? null : baseFee.value().toBigInteger());
    payload.put("blobGasUsed", header.blobGasUsed());
    payload.put("excessBlobGas", header.excessBlobGas());
    payload.put("blockHash", HeaderCodec.hash(header).toString());
    ArrayNode withdrawals = payload.putArray("withdrawals");
    for (Withdrawal withdrawal : Objects.requireNonNull(block.body().withdrawals())) {
      withdrawals
          .addObject()
          .put("index", withdrawal.index())
          .put("validatorIndex", withdrawal.validatorIndex())
          .put("address", withdrawal.address().toString())
          .put("amount", withdrawal.amountGwei());
    }
    ArrayNode transactions = payload.putArray("transactions");
    for (SignedTransaction signed : block.body().transactions()) {

      transactions.add(signed.encoded().toString());
    }
  }
}
