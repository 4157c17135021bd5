package org.cairn.genesis.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cairn.core.crypto.BlsSecretKey;
import org.cairn.core.staking.DepositMessage;
import org.cairn.core.staking.ExitMessage;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Deposits and exits that Ethereum's own tools have made for known keys, made here again.
class DepositDataTest {
  private static final String WORDS =
      "ski interest capable knee usual ugly duty exercise tattoo subway delay upper bid forget say";
  private static final Bytes MAINNET = Bytes.fromHex("0x00000000");
  private static final Bytes HOLESKY = Bytes.fromHex("0x01017000");

  @Test
  void sign_withAKeyOfAPublishedMnemonic_isWhatTheDepositToolMade() {
    BlsSecretKey key = Mnemonic.of(WORDS).validator(0);
    assertThat(key.toBytes())
        .hasToString("0x6d446ca271eb229044b9039354ecdfa6244d1a11615ec1a46fc82a800367de5d");
    Hash credentials =
        Hash.fromHex("0x0045b91b2f60b88e7392d49ae1364b55e713d06f30e563f9f99e10994b26221d");

    DepositData deposit = DepositData.sign(key, credentials, 32_000_000_000L, MAINNET);

    assertThat(deposit.signature())
        .hasToString(
            "0x96ebebf92967a2b187e031062f5cb5128a2bfc42559bd9dfdd1e481a056b3ef2"
                + "cfddf1a0381530286013e3893e097b02129113e62a94bedd250253eb766f0108"
                + "24d0be7616f51b9f7609972695231bcda1cabf7a6a2d60a07e14237f2b6096ab");
    assertThat(deposit.message().root())
        .hasToString("0xbfd9d2c616eb570ad3fd4d4caf169b88f80490d8923537474bf1f6c5cec5e56d");
    assertThat(deposit.message().dataRoot(deposit.signature()))
        .hasToString("0x7ac103cb959b55dff155f7406393c3e6f1ba0011baee2b61bca00fdc3b2cb2c2");
  }

  @Test
  void isSignedFor_aDepositOfATestNetwork_holdsThereOnly() {
    DepositMessage message =
        new DepositMessage(
            Bytes.fromHex(
                "0x85a84321189579ec2a20138f8ee11a2192285cf81012c4b375afd3817b33b0a1"
                    + "0695e0f9c74c8db6b3fe79cabc51ea8e"),
            Hash.fromHex("0x01000000000000000000000081592c3de184a3e2c0dcb5a261bc107bfa91f494"),
            32_000_000_000L);
    Bytes signature =
        Bytes.fromHex(
            "0xa4510deacb8815aaec7f3f877287c45beb4a0b96dbbd7b72561b19d58393c417"
                + "386d4d529e9809eb8a308459ee733de018e32dd48d66e03c47bcdb86bec389fa"
                + "10a852bf0a3efa562f33697bead475dbf73880c000bc7f92da0daad4860fdd26");
    DepositData deposit = new DepositData(message, signature, HOLESKY);

    assertThat(message.root())
        .hasToString("0xe9ea570d92bb1d576cdc30fd93e2b6b8e2d5f08225de469111bb4e19938706ad");
    assertThat(message.dataRoot(signature))
        .hasToString("0xcb466425c0721700bfbbed913d0008077aedbfeac85e9f8eaace91ef487d30f5");
    assertThat(deposit.isSignedFor(HOLESKY)).isTrue();
    assertThat(deposit.isSignedFor(MAINNET)).as("replayed elsewhere").isFalse();
  }

  @Test
  void signedExit_ofAPublishedKey_isWhatEthereumsToolMade(@TempDir Path dir) throws Exception {
    Hash genesisValidators =
        Hash.fromHex("0x4b363db94e286120d76eb905340fdd4e54bfe9f06bf33ff6cf5ad27f511bfe95");
    SignedExit exit =
        SignedExit.sign(
            Mnemonic.of(WORDS).validator(0),
            new ExitMessage(ExitMessage.Kind.EXIT, 305_658, 100),
            Bytes.fromHex("0x03000000"),
            genesisValidators);

    assertThat(exit.signature())
        .hasToString(
            "0xa74f22d26da9934c2a9c783799fb9e7bef49b3d7c3759a0683b52ee5d71516c0"
                + "ecdbcc47703f11959c5e701a6c47194410bed800217bd4dd0dab1e0587b14551"
                + "771accd04ff1c78302f9605f44c3894976c5b3537b70cb7ac9dcb5398dc22079");
    assertThat(exit.toJson()).contains("\"epoch\" : \"305658\"", "\"validator_index\" : \"100\"");
    Path file = dir.resolve("exit.json");
    Files.writeString(file, exit.toJson());
    assertThat(SignedExit.read(file)).isEqualTo(exit);
    Files.writeString(file, "{\"message\": {}}");
    assertThatThrownBy(() -> SignedExit.read(file)).isInstanceOf(KeystoreException.class);
  }

  @Test
  void toJson_thenRead_isTheSame(@TempDir Path dir) throws Exception {
    BlsSecretKey key = Mnemonic.of(WORDS).validator(1);
    DepositData deposit = DepositData.sign(key, Hash.ZERO, 1_000_000_000L, HOLESKY);
    Path file = dir.resolve("deposit_data.json");
    String json = deposit.toJson("holesky");
    Files.writeString(file, json);

    assertThat(DepositData.read(file)).containsExactly(deposit);
    assertThat(json).contains("\"network_name\" : \"holesky\"").doesNotContain("0x");
  }

  @Test
  void parse_otherThings_isRefusedWithAReason() {
    BlsSecretKey key = Mnemonic.of(WORDS).validator(1);
    String sound = DepositData.sign(key, Hash.ZERO, 1_000_000_000L, HOLESKY).toJson("x");
    for (String faulty :
        List.of(
            "",
            "{}",
            "[{}]",
            "[1]",
            sound.replace("1000000000", "2000000000"),
            sound.replace("1000000000", "\"1\""),
            sound.replace("1000000000", "99999999999999999999"),
            sound.replace("\"pubkey\" : \"", "\"pubkey\" : \"zz"),
            sound.replace("01017000", "0101700011"))) {
      assertThatThrownBy(() -> DepositData.parse("f", faulty.getBytes(StandardCharsets.UTF_8)))
          .as(faulty)
          .isInstanceOf(KeystoreException.class)
          .hasMessageStartingWith("f: ");
    }
  }
}
