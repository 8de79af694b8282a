#include "modules/people/module.hpp"

#include "modules/people/consent.hpp"
#include "modules/people/duplicate.hpp"
#include "modules/people/migrations/migrations.hpp"
#include "modules/people/organisation.hpp"
#include "modules/people/people_commands.hpp"
#include "modules/people/person.hpp"

namespace boai::people {

modules::Module module() {
    return {
        .name = "people",
        .title = { "人员与单位", "People" },
        .declarations
        = { .records = { &person_type, &organisation_type, &consent_type, &duplicate_type },
            .commands = people_commands() },
        .migrations = migrations(),
    };
}

}  // namespace boai::people
