package org.cairn.node.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.cairn.core.block.SignedTransaction;
import org.cairn.core.block.Transaction;
import org.cairn.core.block.TransactionCodec;
import org.cairn.core.crypto.SecretKey;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;
import org.cairn.evm.block.SystemContracts;

/// An account that sends transactions through a node and waits until they are final.
public final class Account {
  private static final long RECEIPT_PATIENCE_SECONDS = 120;
  private static final Wei TIP = Wei.ofGwei(1);

  private final RpcClient node;
  private final SecretKey key;
  private final Address address;

  public Account(RpcClient node, SecretKey key) {
    this.node = node;
    this.key = key;
    this.address = key.publicKey().toAddress();
  }

  public Address address() {
    return address;
  }

  /// Sends, and returns the transaction's hash once it is in a final block and succeeded.
  ///
  /// @throws RpcFailure when the node refuses it, or it fails, or it takes too long
  public String send(Address to, Wei value, Bytes data) {
    Map<String, String> call =
        Map.of(
            "from", address.toString(),
            "to", to.toString(),
            "value", value.value().toHex(),
            "data", data.toString());
    long gas = small(node.quantity("eth_estimateGas", call));
    Wei baseFee =
        new Wei(
            UInt256.fromHex(
                node.call("eth_getBlockByNumber", "latest", false).path("baseFeePerGas").asText()));
    SignedTransaction signed =
        TransactionCodec.sign(
            new Transaction.DynamicFee(
                small(node.quantity("eth_chainId")),
                small(node.quantity("eth_getTransactionCount", address.toString(), "pending")),
                TIP,
                baseFee.times(2).plus(TIP),
                gas + gas / 5,
                to,
                value,
                data,
                List.of()),
            key);
    String hash = node.call("eth_sendRawTransaction", signed.encoded().toString()).asText();
    awaitSuccess(hash);
    return hash;
  }

  /// Asks, as the owner of its stake, for a part of a validator's stake, or with zero for all of it
  /// (EIP-7002).
  ///
  /// @throws RpcFailure as [#send] does
  public String requestWithdrawal(Bytes publicKey, long amountGwei) {
    // Called with nothing, the contract answers its fee.
    UInt256 fee =
        node.quantity(
            "eth_call",
            Map.of("to", SystemContracts.WITHDRAWAL_REQUESTS.toString(), "data", "0x"),
            "latest");
    ByteBuffer request = ByteBuffer.allocate(publicKey.size() + Long.BYTES);
    request.put(publicKey.shared()).putLong(amountGwei);
    return send(SystemContracts.WITHDRAWAL_REQUESTS, new Wei(fee), Bytes.wrap(request.array()));
  }

  private static long small(UInt256 value) {
    return value.toBigInteger().longValueExact();
  }

  private void awaitSuccess(String hash) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(RECEIPT_PATIENCE_SECONDS);
    while (System.nanoTime() < deadline) {
      JsonNode receipt = node.call("eth_getTransactionReceipt", hash);
      if (receipt.has("status")) {
        if (!receipt.get("status").asText().equals("0x1")) {
          throw new RpcFailure("transaction " + hash + " failed");
        }
        return;
      }
      pause();
    }
    throw new RpcFailure("transaction " + hash + " is in no block after two minutes");
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RpcFailure("interrupted");
    }
  }
}
