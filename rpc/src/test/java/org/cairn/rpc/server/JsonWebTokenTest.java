package org.cairn.rpc.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.cairn.core.types.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonWebTokenTest {
  static final Bytes SECRET = Bytes.fromHex("0x" + "5a".repeat(32));
  private static final String HEADER = "{\"typ\":\"JWT\",\"alg\":\"HS256\"}";
  private static final long NOW = 1_700_000_000;

  private final JsonWebToken tokens = new JsonWebToken(SECRET, () -> NOW);

  @ParameterizedTest
  @CsvSource({"-61, stale token", "-60, ", "0, ", "60, ", "61, stale token"})
  void token_issuedThen_isTakenWithinAMinute(long offset, String refusal) {
    assertThat(tokens.refusal(token(SECRET, HEADER, issued(NOW + offset)))).isEqualTo(refusal);
  }

  @Test
  void token_ofTheSpecification_isTaken() {
    // The example of RFC 7515, appendix A.1, whose claims lack the time of issue.
    Bytes secret =
        Bytes.of(
            Base64.getUrlDecoder()
                .decode(
                    "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z"
                        + "9CAow"));
    String token =
        "Bearer"
            + " eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAs"
            + "DQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
            + ".dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    assertThat(new JsonWebToken(secret, () -> NOW).refusal(token))
        .isEqualTo("missing time of issue");
  }

  @Test
  void tokens_thatAreWrong_areRefused() {
    Bytes other = Bytes.fromHex("0x" + "5b".repeat(32));
    assertThat(tokens.refusal(token(other, HEADER, issued(NOW)))).isEqualTo("invalid signature");
    assertThat(tokens.refusal(token(SECRET, "{\"alg\":\"none\"}", issued(NOW))))
        .isEqualTo("invalid signature");
    assertThat(tokens.refusal(token(SECRET, HEADER, "{\"iat\":\"soon\"}")))
        .isEqualTo("malformed token");
    assertThat(tokens.refusal(token(SECRET, HEADER, "no json"))).isEqualTo("malformed token");
    assertThat(tokens.refusal("Bearer a.b")).isEqualTo("malformed token");
    assertThat(tokens.refusal("Bearer ?.?.?")).isEqualTo("malformed token");
    assertThat(tokens.refusal("Basic abc")).isEqualTo("missing token");
    assertThat(tokens.refusal(null)).isEqualTo("missing token");
  }

  static String issued(long atSeconds) {
    return "{\"iat\":" + atSeconds + "}";
  }

  static String token(Bytes secret, String header, String claims) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.toArray(), "HmacSHA256"));
      String signed = encoded(header.getBytes(US_ASCII)) + "." + encoded(claims.getBytes(US_ASCII));
      return "Bearer " + signed + "." + encoded(mac.doFinal(signed.getBytes(US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static String token() {
    return token(SECRET, HEADER, issued(System.currentTimeMillis() / 1000));
  }

  private static String encoded(byte[] part) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(part);
  }
}
