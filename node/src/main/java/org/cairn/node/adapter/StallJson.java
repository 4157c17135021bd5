package org.cairn.node.adapter;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.cairn.consensus.simplex.StallReport;
import org.jspecify.annotations.Nullable;

/// A report on the current view in JSON, for the page and for the endpoint.
final class StallJson {
  private StallJson() {}

  static void write(ObjectNode body, StallReport report) {
    body.put("epoch", report.round().epoch());
    body.put("view", report.round().view());
    body.put("leader", report.leader());
    body.put("awaiting", report.awaited().name().toLowerCase(Locale.ROOT));
    body.put("proposal", text(report.proposal()));
    body.put("missingBlocks", report.missingBlocks());
    body.put("quorum", report.quorum());
    body.put("totalWeight", report.total());
    body.put("notarizeWeight", report.notarizeWeight());
    body.put("nullifyWeight", report.nullifyWeight());
    body.put("finalizedView", report.finalizedView());
    StallReport.Unfinalized unfinalized = report.unfinalized();
    if (unfinalized != null) {
      ObjectNode pending = body.putObject("notarized");
      pending.put("view", unfinalized.view());
      pending.put("block", text(unfinalized.block()));
      pending.put("finalizeWeight", unfinalized.finalizeWeight());
    }
    report.silent().forEach(body.putArray("silentValidators")::add);
    ArrayNode votes = body.putArray("votes");
    for (StallReport.Said said : report.validators()) {
      ObjectNode vote = votes.addObject();
      vote.put("validator", said.validator());
      vote.put("weight", said.weight());
      vote.put("notarize", text(said.notarized()));
      vote.put("nullify", said.nullified());
      vote.put("finalize", text(said.finalized()));
    }
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }
}
