package org.cairn.rpc.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.cairn.core.block.SignedTransaction;
import org.cairn.core.block.Transaction;
import org.cairn.core.block.TransactionCodec;
import org.cairn.core.crypto.Secp256k1;
import org.cairn.core.crypto.SecretKey;
import org.cairn.core.crypto.Signature;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.Wei;
import org.cairn.rpc.port.RpcLimits;
import org.cairn.rpc.port.Submission;
import org.cairn.rpc.port.UnlockedAccounts;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A node that signs for its clients, and one that does not.
class SigningMethodsTest {
  private static final SecretKey KEY =
      SecretKey.fromHex("0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80");
  private static final Address OWNER = KEY.publicKey().toAddress();

  private final FakeNode node = new FakeNode(Map.of(OWNER, Wei.of(1L << 62)));
  private Endpoint rpc = new Endpoint(node, RpcLimits.DEFAULT);

  @BeforeEach
  void unlock() {
    rpc.close();
    node.unlocked = new OneKey(node);
    rpc = new Endpoint(node, RpcLimits.DEFAULT);
  }

  @AfterEach
  void stop() {
    rpc.close();
  }

  @Test
  void accounts_unlocked_areListed() {
    assertThat(rpc.result("eth_accounts", "[]")).hasSize(1);
    assertThat(rpc.result("eth_requestAccounts", "[]").get(0).asText()).isEqualTo(OWNER.toString());
  }

  @Test
  void methods_ofANodeWithoutKeys_areUnknown() {
    FakeNode locked = new FakeNode(Map.of());
    try (Endpoint other = new Endpoint(locked, RpcLimits.DEFAULT)) {
      assertThat(other.result("eth_accounts", "[]")).isEmpty();
      for (String method :
          List.of(
              "eth_sendTransaction",
              "eth_sign",
              "eth_signTransaction",
              "eth_signTypedData_v4",
              "personal_sign",
              "evm_mine")) {
        assertThat(other.error(method, "[]").get("code").intValue()).as(method).isEqualTo(-32601);
      }
    }
  }

  @Test
  void developmentMethods_ofANodeThatOnlyHasKeys_areUnknown() {
    assertThat(rpc.error("evm_mine", "[]").get("code").intValue()).isEqualTo(-32601);
  }

  /// The signatures that ethers makes with this key of the same.
  @Test
  void sign_message_isThatOfAWallet() {
    String signed =
        "0xf16ea9a3478698f695fd1401bfe27e9e4a7e8e3da94aa72b021125e31fa899cc573c48ea3fe1d4ab61a9db10c19032026e3ed2dbccba5a178235ac27f94504311c";
    assertThat(rpc.result("personal_sign", "[\"0x68656c6c6f\",\"" + OWNER + "\"]").asText())
        .isEqualTo(signed);
    assertThat(rpc.result("eth_sign", "[\"" + OWNER + "\",\"0x68656c6c6f\"]").asText())
        .isEqualTo(signed);
  }

  @Test
  void sign_byAStranger_isRefused() {
    JsonNode error = rpc.error("personal_sign", "[\"0x00\",\"" + FakeNode.CONTRACT + "\"]");
    assertThat(error.get("code").intValue()).isEqualTo(-32602);
    assertThat(error.get("message").asText()).contains("unknown account");
  }

  @Test
  void signTypedData_badType_isRefusedWithTheReason() {
    String data =
        "{\"types\":{\"EIP712Domain\":[],\"A\":[{\"name\":\"x\",\"type\":\"uint8\"}]},"
            + "\"primaryType\":\"A\",\"domain\":{},\"message\":{\"x\":256}}";
    JsonNode error = rpc.error("eth_signTypedData_v4", "[\"" + OWNER + "\"," + data + "]");
    assertThat(error.get("code").intValue()).isEqualTo(-32602);
    assertThat(error.get("message").asText()).startsWith("invalid argument 1: ");
    String right = data.replace("256", "255");
    assertThat(rpc.result("eth_signTypedData_v4", "[\"" + OWNER + "\"," + right + "]").asText())
        .hasSize(132);
  }

  @Test
  void sendTransaction_byTheUnlockedAccount_isHandedInSigned() {
    String call =
        "[{\"from\":\"%s\",\"to\":\"%s\",\"gas\":\"0x5208\",\"value\":\"0x1\"}]"
            .formatted(OWNER, FakeNode.CONTRACT);
    String signed = rpc.result("eth_signTransaction", call).asText();
    assertThat(TransactionCodec.decode(Bytes.fromHex(signed)).hash().toString())
        .isEqualTo(rpc.result("eth_sendTransaction", call).asText());
  }

  private record OneKey(FakeNode node) implements UnlockedAccounts {
    @Override
    public List<Address> accounts() {
      return List.of(OWNER);
    }

    @Override
    public boolean sendsFor(Address account) {
      return account.equals(OWNER);
    }

    @Override
    public @Nullable Signature sign(Address account, Hash message) {
      return account.equals(OWNER) ? Secp256k1.sign(message, KEY) : null;
    }

    @Override
    public Submission send(Transaction transaction, Address sender) {
      SignedTransaction signed = TransactionCodec.sign(transaction, KEY);
      return node.submit(signed.encoded());
    }
  }
}
