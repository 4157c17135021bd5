/// What validators say to one another: proposals, votes, certificates, proofs of finality, and
/// their one canonical encoding. Immutable values, usable from any thread; decoders treat every
/// byte as hostile and refuse with [org.cairn.core.rlp.DecodingException] only.
@NullMarked
package org.cairn.consensus.message;

import org.jspecify.annotations.NullMarked;
