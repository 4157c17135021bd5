package org.cairn.rpc.port;

import org.jspecify.annotations.Nullable;

/// The rules in force at the head, those of the next fork, and those of the last one that is
/// scheduled; the latter two are absent when no fork lies ahead.
public record ForkPlan(ForkRules current, @Nullable ForkRules next, @Nullable ForkRules last) {}
