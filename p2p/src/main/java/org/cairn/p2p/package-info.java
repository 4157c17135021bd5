/// The peer-to-peer network; see docs/p2p.md. Payloads are opaque bytes in all of it.
@NullMarked
package org.cairn.p2p;

import org.jspecify.annotations.NullMarked;
