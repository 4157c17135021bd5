package org.cairn.rpc.dev;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import org.cairn.core.types.Hash;
import org.cairn.rpc.codec.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypedDataTest {
  private static final String DOMAIN_TYPE =
      """
      "EIP712Domain": [{"name": "name", "type": "string"}, {"name": "version", "type": "string"},
        {"name": "chainId", "type": "uint256"}, {"name": "verifyingContract", "type": "address"}]\
      """;
  private static final String DOMAIN =
      """
      {"name": "Ether Mail", "version": "1", "chainId": 1,
        "verifyingContract": "0xCcCCccccCCCCcCCCCCCcCcCccCcCCCcCcccccccC"}\
      """;

  /// The example of EIP-712, with the digest that it states.
  private static final String MAIL =
      """
      {"types": {%s,
        "Person": [{"name": "name", "type": "string"}, {"name": "wallet", "type": "address"}],
        "Mail": [{"name": "from", "type": "Person"}, {"name": "to", "type": "Person"},
          {"name": "contents", "type": "string"}]},
       "primaryType": "Mail", "domain": %s,
       "message": {
         "from": {"name": "Cow", "wallet": "0xCD2a3d9F938E13CD947Ec05AbC7FE734Df8DD826"},
         "to": {"name": "Bob", "wallet": "0xbBbBBBBbbBBBbbbBbbBbbbbBBbBbbbbBbBbbBBbB"},
         "contents": "Hello, Bob!"}}
      """
          .formatted(DOMAIN_TYPE, DOMAIN);

  @Test
  void hash_exampleOfTheSpecification_isItsDigest() {
    assertThat(hash(MAIL))
        .isEqualTo(
            Hash.fromHex("0xbe609aee343fb3c4b28e1df9e632fca64fcfaede20f02e86244efddf30957bd2"));
  }

  @Test
  void hash_textOfTheObject_isTheSame() {
    String text = "\"" + MAIL.replace("\"", "\\\"").replace("\n", " ") + "\"";
    assertThat(hash(text)).isEqualTo(hash(MAIL));
  }

  @ParameterizedTest
  @CsvSource({
    "uint8,255,0xff",
    "uint8,'\"255\"',255",
    "int16,-2,'\"-2\"'",
    "uint256,'\"0x0f\"','\"15\"'",
  })
  void hash_sameNumberWrittenOtherwise_isTheSame(String type, String number, String other) {
    String hex = other.startsWith("0x") ? "\"" + other + "\"" : other;
    assertThat(hash(single(type, number))).isEqualTo(hash(single(type, hex)));
  }

  @Test
  void hash_arrays_dependOnOrderAndType() {
    assertThat(hash(single("uint8[]", "[1,2]"))).isNotEqualTo(hash(single("uint8[]", "[2,1]")));
    assertThat(hash(single("uint8[2]", "[1,2]"))).isNotEqualTo(hash(single("uint8[]", "[1,2]")));
    assertThat(hash(single("uint8[][]", "[[1],[2]]")))
        .isNotEqualTo(hash(single("uint8[][]", "[[1,2],[]]")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "uint8|256",
        "uint8|-1",
        "int8|128",
        "uint264|1",
        "uint8|\"x\"",
        "uint8|1.5",
        "bool|1",
        "string|{}",
        "bytes4|\"0x00\"",
        "bytes33|\"0x00\"",
        "uint8[2]|[1]",
        "uint8[]|1",
        "address|\"0x00\"",
        "Unknown|1",
        "Thing|1",
      })
  void hash_valueThatIsNotOfItsType_isRefused(String type, String value) {
    assertThatThrownBy(() -> hash(single(type, value)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void hash_structThatHoldsItself_endsWithTheValue() {
    assertThat(hash(single("Thing", "{\"value\": null}")))
        .isNotEqualTo(hash(single("Thing", "{\"value\": {\"value\": null}}")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "{}", "1", "{\"types\": {\"A\": 1}}", "{\"types\": {}}", "\"\""})
  void read_notTypedData_isRefused(String text) {
    assertThatThrownBy(() -> hash(text)).isInstanceOf(IllegalArgumentException.class);
  }

  private static String single(String type, String value) {
    return """
    {"types": {%s, "Thing": [{"name": "value", "type": "%s"}]},
     "primaryType": "Thing", "domain": %s, "message": {"value": %s}}
    """
        .formatted(DOMAIN_TYPE, type, DOMAIN, value);
  }

  private static Hash hash(String json) {
    try (JsonParser parser = Json.reader(json.getBytes(UTF_8))) {
      var _ = parser.nextToken();
      return TypedData.read(parser).hash();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
