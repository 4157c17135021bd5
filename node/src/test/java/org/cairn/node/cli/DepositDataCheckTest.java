package org.cairn.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.cairn.genesis.network.NetworkFolder;
import org.cairn.genesis.network.NetworkPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import supranational.blst.BLST_ERROR;
import supranational.blst.P1_Affine;
import supranational.blst.P2_Affine;

/// A deposit as an operator makes it, checked by nothing of this program: roots by the
/// specification's Merkle trees over the JDK's SHA-256, the signature by blst itself.
class DepositDataCheckTest {
  private static final String CIPHERSUITE = "BLS_SIG_BLS12381G2_XMD:SHA-256_SSWU_RO_POP_";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path dir;

  @Test
  void depositData_ofTheCommand_passesACheckFromOutside() throws Exception {
    NetworkFolder network =
        NetworkFolder.create(
            dir.resolve("network"),
            NetworkPlan.devnet(List.of(32L), 23_500, 1000),
            Instant.ofEpochSecond(1_790_000_000L));
    Path out = dir.resolve("deposit_data.json");
    int status =
        Main.run(
            new String[] {
              "validator",
              "deposit",
              "--genesis=" + network.genesisFile(),
              "--keystore=" + network.node(0).keystore(),
              "--password-file=" + network.node(0).password(),
              "--withdrawal-address=0x00000000000000000000000000000000000000aa",
              "--amount=33",
              "--out=" + out
            },
            Map.of());
    assertThat(status).isZero();
    JsonNode deposit = new ObjectMapper().readTree(Files.readString(out)).get(0);
    String genesis = Files.readString(network.genesisFile());
    assertThat(genesis).contains("0x" + deposit.get("fork_version").asText());
    assertThat(deposit.get("amount").asLong()).isEqualTo(33_000_000_000L);
    assertThat(deposit.get("withdrawal_credentials").asText())
        .isEqualTo("02" + "00".repeat(11) + "00".repeat(19) + "aa");

    byte[] key = bytes(deposit, "pubkey");
    byte[] signature = bytes(deposit, "signature");
    byte[] amount =
        ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN).putLong(0, 33_000_000_000L).array();
    byte[] keyRoot = merkle(Arrays.copyOf(key, 64));
    byte[] credentials = bytes(deposit, "withdrawal_credentials");
    byte[] message = merkle(join(keyRoot, credentials, amount, new byte[32]));
    assertThat(message).isEqualTo(bytes(deposit, "deposit_message_root"));
    byte[] signatureRoot = merkle(Arrays.copyOf(signature, 128));
    assertThat(merkle(join(keyRoot, credentials, amount, signatureRoot)))
        .isEqualTo(bytes(deposit, "deposit_data_root"));

    byte[] fork = Arrays.copyOf(bytes(deposit, "fork_version"), 32);
    byte[] forkData = merkle(join(fork, new byte[32]));
    byte[] domain = join(new byte[] {3, 0, 0, 0}, Arrays.copyOf(forkData, 28));
    assertThat(isSigned(key, merkle(join(message, domain)), signature)).isTrue();
    fork[0] ^= 1;
    byte[] elsewhere =
        join(new byte[] {3, 0, 0, 0}, Arrays.copyOf(merkle(join(fork, new byte[32])), 28));
    assertThat(isSigned(key, merkle(join(message, elsewhere)), signature)).isFalse();
  }

  private static boolean isSigned(byte[] key, byte[] root, byte[] signature) {
    P2_Affine point = new P2_Affine(signature);
    BLST_ERROR error = point.core_verify(new P1_Affine(key), true, root, CIPHERSUITE);
    return point.in_group() && error == BLST_ERROR.BLST_SUCCESS;
  }

  private static byte[] bytes(JsonNode object, String name) {
    return HexFormat.of().parseHex(object.get(name).asText());
  }

  private static byte[] join(byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    ByteBuffer joined = ByteBuffer.allocate(length);
    for (byte[] part : parts) {
      joined.put(part);
    }
    return joined.array();
  }

  /// The root of a tree over chunks of 32 bytes, a power of two of them.
  private static byte[] merkle(byte[] chunks) throws Exception {
    byte[] layer = chunks;
    while (layer.length > 32) {
      byte[] above = new byte[layer.length / 2];
      for (int i = 0; i < above.length; i += 32) {
        byte[] pair = Arrays.copyOfRange(layer, 2 * i, 2 * i + 64);
        System.arraycopy(MessageDigest.getInstance("SHA-256").digest(pair), 0, above, i, 32);
      }
      layer = above;
    }
    return layer;
  }
}
