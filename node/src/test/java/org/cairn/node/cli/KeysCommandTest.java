package org.cairn.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.cairn.core.staking.WithdrawalCredentials;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.genesis.keys.DepositData;
import org.cairn.genesis.keys.Keystore;
import org.cairn.genesis.network.NetworkFolder;
import org.cairn.genesis.network.NetworkPlan;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Keys and deposits through files. Sending is shown by the test over real processes.
class KeysCommandTest {
  private static final String WORDS =
      "ski interest capable knee usual ugly duty exercise tattoo subway delay upper bid forget say";
  private static final String OWNER = "0x00000000000000000000000000000000000000aa";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path dir;

  @BeforeEach
  void makeKeystore() throws Exception {
    Files.writeString(dir.resolve("password"), "secret one\n");
    Files.writeString(dir.resolve("other"), "secret two\n");
    assertThat(
            cairn(
                "keys",
                "new",
                "--out",
                file("first.json"),
                "--password-file",
                file("password"),
                "--mnemonic",
                WORDS))
        .isZero();
  }

  @Test
  void import_ofAKeystore_holdsTheSameKeyUnderTheNewPassword() {
    assertThat(
            cairn(
                "keys",
                "import",
                file("first.json"),
                "--password-file",
                file("password"),
                "--out",
                file("second.json"),
                "--new-password-file",
                file("other")))
        .isZero();
    assertThat(Keystore.read(dir.resolve("second.json")).decrypt("secret two").toBytes())
        .hasToString("0x6d446ca271eb229044b9039354ecdfa6244d1a11615ec1a46fc82a800367de5d");
    assertThat(
            cairn(
                "keys",
                "import",
                file("first.json"),
                "--password-file",
                file("other"),
                "--out",
                file("third.json")))
        .as("wrong password")
        .isEqualTo(1);
    assertThat(
            cairn(
                "keys",
                "import",
                file("first.json"),
                "--password-file",
                file("password"),
                "--out",
                file("second.json")))
        .as("overwriting")
        .isEqualTo(1);
    assertThat(KeyFiles.keystores(dir).stream().map(found -> found.file().getFileName()))
        .containsExactly(Path.of("first.json"), Path.of("second.json"));
    assertThat(cairn("keys", "list", dir.toString())).isZero();
    assertThat(cairn("keys", "list", file("nowhere"))).isEqualTo(1);
  }

  @Test
  void deposit_ofAKeystore_isSignedForTheChainOfTheGenesisFile() {
    NetworkFolder network = network();
    assertThat(deposit(network, "deposit.json")).isZero();

    List<DepositData> deposits = DepositData.read(dir.resolve("deposit.json"));
    assertThat(deposits).hasSize(1);
    DepositData deposit = deposits.getFirst();
    Bytes forkVersion = network.spec().requireCairn().forkVersion();
    assertThat(deposit.isSignedFor(forkVersion)).isTrue();
    assertThat(deposit.message().amountGwei()).isEqualTo(32_000_000_000L);
    assertThat(new WithdrawalCredentials(deposit.message().withdrawalCredentials()))
        .isEqualTo(WithdrawalCredentials.of(Address.fromHex(OWNER), true));
    assertThat(deposit(network, "deposit.json")).as("overwriting").isEqualTo(1);
    assertThat(cairn("validator", "deposit", "--genesis", network.genesisFile().toString()))
        .as("nothing to deposit")
        .isEqualTo(2);
  }

  @Test
  void deposit_signedForAnotherChain_isRefused() throws Exception {
    NetworkFolder network = network();
    DepositData foreign =
        DepositData.sign(
            Keystore.read(dir.resolve("first.json")).decrypt("secret one"),
            WithdrawalCredentials.of(Address.fromHex(OWNER), true).bytes(),
            32_000_000_000L,
            Bytes.fromHex("0x00000000"));
    Files.writeString(dir.resolve("foreign.json"), foreign.toJson("mainnet"));
    assertThat(
            cairn(
                "validator",
                "deposit",
                "--genesis",
                network.genesisFile().toString(),
                "--data",
                file("foreign.json")))
        .isEqualTo(1);
  }

  private NetworkFolder network() {
    return NetworkFolder.create(
        dir.resolve("network"),
        NetworkPlan.devnet(List.of(32L), 8545, 1000),
        Instant.ofEpochSecond(1_790_000_000L));
  }

  private int deposit(NetworkFolder network, String out) {
    return cairn(
        "validator",
        "deposit",
        "--genesis",
        network.genesisFile().toString(),
        "--keystore",
        file("first.json"),
        "--password-file",
        file("password"),
        "--withdrawal-address",
        OWNER,
        "--out",
        file(out));
  }

  private String file(String name) {
    return dir.resolve(name).toString();
  }

  private static int cairn(String... arguments) {
    return Main.run(arguments, Map.of());
  }
}
