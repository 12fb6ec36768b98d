#include "api/map.hpp"
#include "api/routes.hpp"

namespace heed::api {

void add_customer_routes(std::vector<Route>& routes, Services& services) {
    routes.push_back(route<None, Customer>(
                         Method::get, "/api/v1/customers/{id}", Access::viewer, "Show a customer",
                         [&](Call& call) -> Result<Customer> {
                             const auto id = call.id<CustomerId>("id");
                             if (!id) return fail(id.error());
                             return services.database.ask<Customer>(
                                 [&](store::Reader& reader) -> Result<Customer> {
                                     if (!reader.customer(*id)) {
                                         return fail(ErrorCode::not_found,
                                                     "There is no such customer.");
                                     }
                                     return customer_view(reader, *id, {});
                                 });
                         })
                         .tagged("customers"));
}

}  // namespace heed::api
