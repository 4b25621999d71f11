/** What every module may use: ids, money, quantities, problems, access to the database. */
@NullMarked
@ApplicationModule(type = ApplicationModule.Type.OPEN)
package dev.penstock.shared;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
