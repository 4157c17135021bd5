package org.cairn.rpc.method;

import java.util.HashSet;
import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.Fields;
import org.cairn.rpc.codec.TransactionJson;
import org.cairn.rpc.port.AccessListFinder;
import org.cairn.rpc.port.CallRequest;
import org.cairn.rpc.subscription.Caller;

/// The access list with which a transaction touches nothing that is cold, found by executing it
/// until the list no longer changes: with a list, code may take another way.
record CreateAccessList(Simulation simulation, AccessListFinder finder, long gasCap)
    implements Method {
  private static final int MAX_ROUNDS = 8;

  @Override
  public String name() {
    return "eth_createAccessList";
  }

  @Override
  public Declaration declaration() {
    return Declaration.of(
            "The access list with which a transaction touches nothing that is cold, found by"
                + " executing it until the list no longer changes: with a list, code may take"
                + " another way",
            Kind.OBJECT)
        .needs("transaction", Kind.OBJECT)
        .takes("block", Kind.BLOCK)
        .takes("stateOverrides", Kind.OBJECT)
        .takes("blockOverrides", Kind.OBJECT);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    Simulation.Wanted wanted = Call.wanted(arguments);
    Simulation.Prepared prepared = simulation.prepare(wanted);
    Long asked = wanted.call().gas();
    long gas = asked == null ? gasCap : Math.min(asked, gasCap);
    Call.requireFunds(prepared, gas);
    CallRequest request = prepared.request().withGasLimit(gas);
    AccessListFinder.Found found = finder.find(request, prepared.state(), prepared.block());
    for (int round = 1; round < MAX_ROUNDS && !isComplete(request, found); round++) {
      request = request.withAccessList(found.accessList());
      found = finder.find(request, prepared.state(), prepared.block());
    }
    AccessListFinder.Found last = found;
    return out -> {
      out.writeStartObject();
      TransactionJson.accessList(out, last.accessList());
      if (last.error() != null) {
        out.writeStringField("error", last.error());
      }
      Fields.quantity(out, "gasUsed", last.gasUsed());
      out.writeEndObject();
    };
  }

  private static boolean isComplete(CallRequest request, AccessListFinder.Found found) {
    return new HashSet<>(request.accessList()).equals(new HashSet<>(found.accessList()));
  }
}
