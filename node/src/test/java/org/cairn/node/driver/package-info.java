/// The drivers, one by one, in virtual time.
@NullMarked
package org.cairn.node.driver;

import org.jspecify.annotations.NullMarked;
