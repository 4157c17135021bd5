/// What staking is made of before any state: the rules' parameters, and the messages that
/// validators sign in Ethereum's own forms. Immutable values, usable from any thread.
@NullMarked
package org.cairn.core.staking;

import org.jspecify.annotations.NullMarked;
