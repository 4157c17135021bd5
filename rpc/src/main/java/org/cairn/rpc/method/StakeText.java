package org.cairn.rpc.method;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.cairn.core.types.Bytes;
import org.cairn.rpc.codec.Fields;
import org.cairn.rpc.codec.Quantity;
import org.cairn.rpc.codec.Values;
import org.cairn.rpc.port.StakeView;
import org.jspecify.annotations.Nullable;

/// Validators in JSON, and the two ways to name one.
final class StakeText {
  private static final int PUBLIC_KEY_BYTES = 48;

  private StakeText() {}

  /// A validator by index or by public key.
  record Name(long index, @Nullable Bytes publicKey) {
    static Name read(JsonParser parser) throws IOException {
      if (parser.currentToken() == JsonToken.VALUE_STRING
          && parser.getText().length() == 2 + 2 * PUBLIC_KEY_BYTES) {
        return new Name(-1, Values.bytes(parser));
      }
      return new Name(Values.count(parser), null);
    }

    StakeView.@Nullable Staker in(StakeView stakes) {
      Bytes key = publicKey;
      return key == null ? stakes.validator(index) : stakes.validator(key);
    }
  }

  static void write(JsonGenerator out, StakeView.Staker staker) throws IOException {
    out.writeStartObject();
    Fields.quantity(out, "index", staker.index());
    Fields.hex(out, "publicKey", staker.publicKey());
    Fields.hex(out, "withdrawalCredentials", staker.withdrawalCredentials());
    Fields.text(out, "status", staker.status());
    out.writeBooleanField("slashed", staker.slashed());
    Fields.quantity(out, "balanceGwei", staker.balanceGwei());
    Fields.quantity(out, "effectiveGwei", staker.effectiveGwei());
    epoch(out, "activationEpoch", staker.activationEpoch());
    epoch(out, "exitEpoch", staker.exitEpoch());
    epoch(out, "withdrawableEpoch", staker.withdrawableEpoch());
    StakeView.Turn turn = staker.turn();
    if (turn != null) {
      out.writeObjectFieldStart("thisEpoch");
      Fields.quantity(out, "votes", turn.votes());
      Fields.quantity(out, "certificates", turn.certificates());
      Fields.quantity(out, "proposed", turn.proposed());
      Fields.quantity(out, "missed", turn.missed());
      out.writeArrayFieldStart("nextViews");
      for (long view : turn.nextViews()) {
        out.writeString(Quantity.of(view));
      }
      out.writeEndArray();
      out.writeEndObject();
    }
    out.writeEndObject();
  }

  private static void epoch(JsonGenerator out, String name, @Nullable Long epoch)
      throws IOException {
    Fields.text(out, name, epoch == null ? null : Quantity.of(epoch));
  }
}
