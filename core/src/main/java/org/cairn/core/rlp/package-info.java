/// Recursive Length Prefix, Ethereum's serialization: a forward writer and a strict reader. Readers
/// and writers belong to the thread that made them. Input that is not the one canonical encoding is
/// refused with [org.cairn.core.rlp.DecodingException] and nothing else.
@NullMarked
package org.cairn.core.rlp;

import org.jspecify.annotations.NullMarked;
