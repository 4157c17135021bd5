package org.cairn.evm.conformance;

/// What a case found: `differs` names the item, such as "state root", and the two values follow;
/// `detail` says more for whoever looks into it.
public record CaseFailure(String differs, String expected, String actual, String detail) {
  static CaseFailure of(String differs, Object expected, Object actual) {
    return new CaseFailure(differs, expected.toString(), actual.toString(), "");
  }
}
