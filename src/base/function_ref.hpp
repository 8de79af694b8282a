/// \file
/// FunctionRef: a call-back borrowed for the length of a call; it owns nothing and copies nothing.
#pragma once

#include <memory>
#include <type_traits>
#include <utility>

namespace boai {

template <class Signature>
class FunctionRef;

template <class R, class... A>
class FunctionRef<R(A...)> {
public:
    template <class F>
        requires(!std::is_same_v<std::remove_cvref_t<F>, FunctionRef>)
    // NOLINTNEXTLINE(google-explicit-constructor,bugprone-forwarding-reference-overload): a view
    FunctionRef(F&& function)
        : object_(const_cast<void*>(static_cast<const void*>(std::addressof(function))))
        , call_([](void* object, A&&... arguments) -> R {
            return (*static_cast<std::remove_reference_t<F>*>(object))(std::forward<A>(arguments)...
            );
        }) { }

    /// A function of `object`, which has to outlive this; nothing is between them that could end
    /// first.
    template <auto Function, class Object>
    [[nodiscard]] static FunctionRef of(Object& object) {
        return { &object, [](void* held, A&&... arguments) -> R {
                    return Function(*static_cast<Object*>(held), std::forward<A>(arguments)...);
                } };
    }

    R operator()(A... arguments) const { return call_(object_, std::forward<A>(arguments)...); }

private:
    using Call = R (*)(void*, A&&...);

    FunctionRef(void* object, Call call)
        : object_(object)
        , call_(call) { }

    void* object_ = nullptr;
    Call call_ = nullptr;
};

} // namespace boai
