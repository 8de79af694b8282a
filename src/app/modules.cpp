#include "app/modules.hpp"

#include "attachments/module.hpp"
#include "identity/module.hpp"
#include "modules/emergency/module.hpp"
#include "modules/giving/module.hpp"
#include "modules/people/module.hpp"
#include "modules/society/module.hpp"
#include "modules/spending/module.hpp"

namespace boai::app {

std::vector<modules::Module> all_modules() {
    return { society::module(),
             people::module(),
             giving::module(spending::read_money_moves),
             spending::module(),
             attachments::module({ giving::goods_papers,
                                   giving::pledge_papers,
                                   spending::payment_papers,
                                   spending::allocation_papers }),
             emergency::module(spending::read_money_waiting),
             identity::module() };
}

}  // namespace boai::app
