package org.cairn.rpc.server;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.function.LongSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.cairn.core.types.Bytes;
import org.cairn.rpc.codec.Json;
import org.jspecify.annotations.Nullable;

/// Checks tokens as the engine API has them: HS256 with a shared secret, issued within a minute of
/// now.
final class JsonWebToken {
  private static final String SCHEME = "Bearer ";
  private static final int MAX_CHARS = 4096;
  private static final long TOLERANCE_SECONDS = 60;

  private final Bytes secret;
  private final LongSupplier clockSeconds;

  JsonWebToken(Bytes secret, LongSupplier clockSeconds) {
    this.secret = secret;
    this.clockSeconds = clockSeconds;
  }

  /// Why the header does not let a request through, or nothing when it does.
  @Nullable String refusal(@Nullable String authorization) {
    if (authorization == null || !authorization.startsWith(SCHEME)) {
      return "missing token";
    }
    String token = authorization.substring(SCHEME.length()).trim();
    String[] parts = token.split("\\.", -1);
    if (token.length() > MAX_CHARS || parts.length != 3) {
      return "malformed token";
    }
    try {
      byte[] given = Base64.getUrlDecoder().decode(parts[2]);
      byte[] expected = signature(parts[0] + "." + parts[1]);
      if (!"HS256".equals(member(parts[0], "alg")) || !MessageDigest.isEqual(given, expected)) {
        return "invalid signature";
      }
      String issued = member(parts[1], "iat");
      if (issued == null) {
        return "missing time of issue";
      }
      double age = clockSeconds.getAsLong() - Double.parseDouble(issued);
      return Math.abs(age) <= TOLERANCE_SECONDS ? null : "stale token";
    } catch (IllegalArgumentException | IOException _) {
      return "malformed token";
    }
  }

  private byte[] signature(String signed) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.toArray(), "HmacSHA256"));
      return mac.doFinal(signed.getBytes(US_ASCII));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }

  /// A scalar member of a part's object as text.
  private static @Nullable String member(String part, String wanted) throws IOException {
    byte[] text = Base64.getUrlDecoder().decode(part);
    try (JsonParser parser = Json.reader(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean found = parser.currentName().equals(wanted);
        JsonToken value = parser.nextToken();
        if (found && value.isScalarValue()) {
          return parser.getText();
        }
        parser.skipChildren();
      }
      return null;
    }
  }
}
