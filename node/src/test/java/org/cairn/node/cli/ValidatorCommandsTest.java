package org.cairn.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cairn.genesis.network.NetworkPlan;
import org.cairn.node.SmallNetwork;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/// The commands for stake on a running node, and what they say when something is wrong.
class ValidatorCommandsTest {
  private static final String NOWHERE = "http://127.0.0.1:1";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  static Path folder;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static SmallNetwork network;

  private record Ran(int status, String out, String err) {}

  @BeforeAll
  static void start() throws Exception {
    network = SmallNetwork.create(folder, 1, 100);
    network.start(0);
    Files.writeString(folder.resolve("wrong"), "not the password");
    NetworkPlan plan = network.files().plan();
    Files.writeString(folder.resolve("owner"), plan.accounts().payeeKey(0).toBytes().toString());
    Files.writeString(
        folder.resolve("stranger"), plan.accounts().keys().getFirst().toBytes().toString());
    Files.writeString(folder.resolve("no-key"), "abc");
    SmallNetwork.await("votes", () -> network.epoch(0) >= 1);
  }

  @AfterAll
  static void stop() {
    network.close();
  }

  private static Ran cairn(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command =
        new CommandLine(new Main())
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true));
    int status = Main.run(command, arguments, Map.of());
    return new Ran(status, out.toString(), err.toString());
  }

  private static String rpc() {
    return "--rpc=http://127.0.0.1:" + network.files().plan().listeners().rpcPort(0);
  }

  private static String file(String name) {
    return folder.resolve(name).toString();
  }

  private static String publicKey() {
    return network.key(0).publicKey().toBytes().toString();
  }

  private static String genesis() {
    return network.files().genesisFile().toString();
  }

  private static String keystore() {
    return network.files().node(0).keystore().toString();
  }

  private static String password() {
    return network.files().node(0).password().toString();
  }

  @Test
  void status_ofAValidator_showsBalanceParticipationAndTurns() {
    for (String named : List.of("0", publicKey())) {
      Ran ran = cairn("validator", "status", named, rpc());
      assertThat(ran.status()).as(ran.err()).isZero();
      assertThat(ran.out())
          .contains("index          0")
          .contains("public key     " + publicKey())
          .contains("status         active")
          .containsPattern("balance        100\\d\\.\\d+ coins|balance        1000 coins")
          .contains("counted        1000 coins")
          .containsPattern(
              "this epoch     in \\d+ of \\d+ certificates, \\d+ proposed, \\d+ missed")
          .containsPattern("next to lead   views \\d+, \\d+");
    }
  }

  @Test
  void status_ofAll_hasALineForEach() {
    Ran ran = cairn("validator", "status", rpc());
    assertThat(ran.status()).isZero();
    assertThat(ran.out().lines()).hasSize(1);
    assertThat(ran.out()).contains(publicKey()).contains("active").contains("coins");
  }

  @Test
  void status_ofAnUnknownValidator_saysSo() {
    assertThat(cairn("validator", "status", "99", rpc()))
        .isEqualTo(
            new Ran(
                1, "", "cairn: no validator 99: its deposit is not credited yet%n".formatted()));
    Ran garbage = cairn("validator", "status", "somebody", rpc());
    assertThat(garbage.status()).isEqualTo(1);
    assertThat(garbage.err()).startsWith("cairn: cairn_getValidator: ");
  }

  @Test
  void commands_withoutANode_nameTheAddress() {
    String exit = file("exit.json");
    assertThat(
            cairn(
                    "keys",
                    "exit-message",
                    "--keystore",
                    keystore(),
                    "--password-file",
                    password(),
                    "--genesis",
                    genesis(),
                    "--validator-index",
                    "0")
                .out())
        .satisfies(json -> Files.writeString(Path.of(exit), json));
    for (Ran ran :
        List.of(
            cairn("validator", "status", "--rpc", NOWHERE),
            cairn("validator", "exit", "--message", exit, "--rpc", NOWHERE),
            cairn(
                "validator",
                "exit",
                "--public-key",
                publicKey(),
                "--account-key-file",
                file("owner"),
                "--rpc",
                NOWHERE))) {
      assertThat(ran.status()).isEqualTo(1);
      assertThat(ran.err()).startsWith("cairn: no answer from " + NOWHERE);
      assertThat(ran.err().lines()).hasSize(1);
    }
  }

  @Test
  void commands_withAWrongPassword_sayWhoseKeyItIs() {
    for (Ran ran :
        List.of(
            cairn("keys", "show", keystore(), "--password-file", file("wrong")),
            cairn(
                "keys",
                "exit-message",
                "--keystore",
                keystore(),
                "--password-file",
                file("wrong"),
                "--genesis",
                genesis(),
                "--validator-index",
                "0"),
            cairn(
                "validator",
                "deposit",
                "--genesis",
                genesis(),
                "--keystore",
                keystore(),
                "--password-file",
                file("wrong"),
                "--withdrawal-address",
                "0x" + "aa".repeat(20),
                "--out",
                file("never.json")))) {
      assertThat(ran.status()).isEqualTo(1);
      assertThat(ran.err())
          .isEqualTo(
              "cairn: wrong password for the keystore of validator %s%n".formatted(publicKey()));
    }
    assertThat(Files.exists(folder.resolve("never.json"))).isFalse();
    Ran missing = cairn("keys", "show", keystore(), "--password-file", file("nowhere"));
    assertThat(missing.err()).contains("nowhere: no such password file");
    assertThat(cairn("keys", "show", file("nowhere")).err()).contains("no such keystore");
  }

  @Test
  void exit_thatTheChainWouldPassOver_isNotSent() {
    assertThat(exit(publicKey(), "stranger").err())
        .startsWith("cairn: the stake goes to ")
        .contains("which alone can ask for it; the key given is that of ");
    assertThat(exit("0x" + "12".repeat(48), "owner").err()).startsWith("cairn: no validator 0x12");
    assertThat(exit("0x1234", "owner").err()).contains("not a validator's public key: 0x1234");
    assertThat(exit(publicKey(), "no-key").err()).contains("holds no secret key");
    assertThat(exit(publicKey(), "owner", "--amount", "0.0000000001").err())
        .contains("not an amount of coins in whole Gwei: 1E-10");
    assertThat(exit(publicKey(), "owner", "--amount=-1").err()).contains("not an amount of coins");
    assertThat(cairn("validator", "exit", rpc()).status()).as("says nobody").isEqualTo(2);
    assertThat(cairn("validator", "exit", "--message", file("wrong"), rpc()).err())
        .contains("no signed exit");
    assertThat(cairn("validator", "status", "0", rpc()).out()).contains("status         active");
  }

  private static Ran exit(String key, String account, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "validator",
                "exit",
                "--public-key",
                key,
                "--account-key-file",
                file(account),
                rpc()));
    arguments.addAll(List.of(more));
    Ran ran = cairn(arguments.toArray(String[]::new));
    assertThat(ran.status()).isEqualTo(1);
    return ran;
  }

  @Test
  void exit_signedForAnotherValidator_isRefusedWithTheReason() throws Exception {
    Ran signed =
        cairn(
            "keys",
            "exit-message",
            "--keystore",
            keystore(),
            "--password-file",
            password(),
            "--genesis",
            genesis(),
            "--validator-index",
            "7");
    Files.writeString(folder.resolve("seven.json"), signed.out());
    assertThat(cairn("validator", "exit", "--message", file("seven.json"), rpc()).err())
        .isEqualTo(
            "cairn: cairn_submitExit: message of validator 7, which does not exist%n".formatted());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          validator            | deposit, exit, protection, status
          validator deposit    | deposit_data.json, --withdrawal-address, --pay-out-excess
          validator exit       | EIP-7002, --message, --amount
          validator status     | missed slots, next views to lead, --rpc
          validator protection | export, import
          keys                 | new, import, list, exit-message
          keys new             | --out, --password-file, --mnemonic
          keys exit-message    | --validator-index, SignedVoluntaryExit
          node                 | --doppelganger-check, --validator-keystore
          """)
  void help_ofEachCommand_namesWhatItDoes(String command, String words) {
    String[] arguments = (command + " --help").split(" ", -1);
    Ran ran = cairn(arguments);
    assertThat(ran.status()).isZero();
    assertThat(ran.out().replaceAll("\\s+", " ")).contains(words.split(", ", -1));
  }
}
