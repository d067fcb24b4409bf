/** What users touch: identities, members and the interfaces to the cluster. */
@NullMarked
package dev.swarm.api;

import org.jspecify.annotations.NullMarked;
