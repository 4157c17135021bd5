package org.cairn.rpc.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Map;
import org.cairn.core.types.Address;
import org.cairn.rpc.port.ForkPlan;
import org.cairn.rpc.port.ForkRules;
import org.jspecify.annotations.Nullable;

/// The forks of a chain as EIP-7910 has them.
public final class ForkJson {
  private ForkJson() {}

  public static void write(JsonGenerator out, ForkPlan plan) throws IOException {
    out.writeStartObject();
    rules(out, "current", plan.current());
    rules(out, "next", plan.next());
    rules(out, "last", plan.last());
    out.writeEndObject();
  }

  private static void rules(JsonGenerator out, String name, @Nullable ForkRules rules)
      throws IOException {
    if (rules == null) {
      out.writeNullField(name);
      return;
    }
    out.writeObjectFieldStart(name);
    out.writeNumberField("activationTime", rules.activationSeconds());
    out.writeObjectFieldStart("blobSchedule");
    out.writeNumberField("target", rules.blobs().target());
    out.writeNumberField("max", rules.blobs().max());
    out.writeNumberField("baseFeeUpdateFraction", rules.blobs().baseFeeUpdateFraction());
    out.writeEndObject();
    Fields.quantity(out, "chainId", rules.chainId());
    Fields.hex(out, "forkId", rules.forkId());
    addresses(out, "precompiles", rules.precompiles());
    addresses(out, "systemContracts", rules.systemContracts());
    out.writeEndObject();
  }

  private static void addresses(JsonGenerator out, String name, Map<String, Address> addresses)
      throws IOException {
    out.writeObjectFieldStart(name);
    for (Map.Entry<String, Address> entry : addresses.entrySet()) {
      Fields.hex(out, entry.getKey(), entry.getValue());
    }
    out.writeEndObject();
  }
}
