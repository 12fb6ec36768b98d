export interface components {
    schemas: {
        /** @enum {string} */
        Role: "owner" | "lead" | "agent" | "viewer";
        /** @enum {string} */
        State: "open" | "resolved";
        /** @enum {string} */
        View: "needs_reply" | "mine" | "unassigned" | "answered" | "resolved" | "all";
        /** @enum {string} */
        Order: "urgency" | "newest";
        /** @enum {string} */
        RoomName: "public" | "direct" | "mail" | "phone" | "private_page";
        /** @enum {string} */
        ReplyState: "waiting" | "sending" | "sent" | "seen" | "failed" | "cancelled";
        /** @enum {string} */
        WrittenBy: "customer" | "us" | "other";
        /** @enum {string} */
        Then: "keep_open" | "resolve";
        /** @enum {string} */
        ResolveReason: "answered" | "no_answer_needed" | "spam" | "duplicate" | "answered_elsewhere" | "not_about_us";
        /** @enum {string} */
        ChannelState: "connecting" | "listening" | "unreachable" | "refused" | "disconnected";
        Person: {
            id: string;
            name: string;
        };
        User: {
            id: string;
            name: string;
            login: string;
            role: components["schemas"]["Role"];
            created_at: string;
            disabled_at?: string | null;
            last_seen_at?: string | null;
            invited: boolean;
        };
        Session: {
            user: components["schemas"]["User"];
            csrf: string;
            brand: string;
            demo: boolean;
            version: string;
            promise_minutes: number;
            undo_seconds: number;
            last_event: number;
        };
        Login: {
            login: string;
            password: string;
        };
        SetupState: {
            needed: boolean;
        };
        Setup: {
            token: string;
            brand: string;
            name: string;
            login: string;
            password: string;
        };
        NewUser: {
            name: string;
            login: string;
            role: components["schemas"]["Role"];
        };
        Invitation: {
            user: components["schemas"]["User"];
            link: string;
        };
        AcceptInvitation: {
            token: string;
            password: string;
        };
        UserChange: {
            name?: string | null;
            role?: components["schemas"]["Role"] | null;
            disabled?: boolean | null;
        };
        Identity: {
            id: string;
            network: string;
            handle: string;
            name: string;
            profile_url?: string | null;
            avatar?: string | null;
            followers?: number | null;
        };
        EarlierConversation: {
            id: string;
            preview: string;
            opened_at: string;
            state: components["schemas"]["State"];
            resolved_reason?: string | null;
        };
        Customer: {
            id: string;
            name: string;
            known_since: string;
            identities: components["schemas"]["Identity"][];
            post_count: number;
            conversation_count: number;
            earlier: components["schemas"]["EarlierConversation"][];
        };
        ConversationRow: {
            id: string;
            version: number;
            state: components["schemas"]["State"];
            customer: components["schemas"]["Identity"];
            customer_id: string;
            channel_id: string;
            network: string;
            room: components["schemas"]["RoomName"];
            preview: string;
            preview_by: components["schemas"]["WrittenBy"];
            waiting_since?: string | null;
            due_at?: string | null;
            opened_at: string;
            last_post_at: string;
            owner?: components["schemas"]["Person"] | null;
            unanswered: number;
            addressed: boolean;
            reply_state?: components["schemas"]["ReplyState"] | null;
            resolved_reason?: string | null;
        };
        ConversationPage: {
            items: components["schemas"]["ConversationRow"][];
            next?: string | null;
            total: number;
        };
        ViewCount: {
            view: components["schemas"]["View"];
            count: number;
            overdue: number;
        };
        ViewCounts: {
            views: components["schemas"]["ViewCount"][];
            failed_replies: number;
            channels_in_trouble: number;
        };
        Picture: {
            path: string;
            alt: string;
            width: number;
            height: number;
        };
        RoomLimits: {
            length: number;
            unit: string;
            bytes: number;
            images: number;
            image_bytes: number;
        };
        Room: {
            id: string;
            kind: components["schemas"]["RoomName"];
            channel_id: string;
            network: string;
            speaks_as: string;
            can_reply: boolean;
            cannot_reply_because?: string | null;
            limits: components["schemas"]["RoomLimits"];
        };
        PostVersion: {
            text: string;
            replaced_at: string;
        };
        Post: {
            id: string;
            room_id: string;
            remote_id: string;
            by: components["schemas"]["WrittenBy"];
            author: components["schemas"]["Identity"];
            agent?: components["schemas"]["Person"] | null;
            text: string;
            language: string;
            url?: string | null;
            in_reply_to?: string | null;
            pictures: components["schemas"]["Picture"][];
            written_at: string;
            received_at: string;
            edited_at?: string | null;
            deleted_at?: string | null;
            earlier_versions: components["schemas"]["PostVersion"][];
            context: boolean;
        };
        Note: {
            id: string;
            text: string;
            written_at: string;
            author: components["schemas"]["Person"];
        };
        Reply: {
            id: string;
            conversation_id: string;
            room_id: string;
            state: components["schemas"]["ReplyState"];
            agent: components["schemas"]["Person"];
            text: string;
            in_reply_to: string;
            to: string;
            pictures: components["schemas"]["Picture"][];
            created_at: string;
            leaves_at?: string | null;
            attempts: number;
            error?: string | null;
            next_attempt_at?: string | null;
            sent_at?: string | null;
            seen_at?: string | null;
            post_id?: string | null;
        };
        ReplyPage: {
            items: components["schemas"]["Reply"][];
            next?: string | null;
        };
        Draft: {
            room_id: string;
            text: string;
            in_reply_to: string;
            media_ids: string[];
            updated_at: string;
        };
        Presence: {
            person: components["schemas"]["Person"];
            replying: boolean;
        };
        Conversation: {
            row: components["schemas"]["ConversationRow"];
            rooms: components["schemas"]["Room"][];
            posts: components["schemas"]["Post"][];
            replies: components["schemas"]["Reply"][];
            notes: components["schemas"]["Note"][];
            posts_before?: string | null;
            draft?: components["schemas"]["Draft"] | null;
            others: components["schemas"]["Presence"][];
            customer: components["schemas"]["Customer"];
        };
        PostPage: {
            items: components["schemas"]["Post"][];
            before?: string | null;
        };
        NewOwner: {
            user_id: string;
        };
        NewDraft: {
            room_id: string;
            text: string;
            in_reply_to?: string | null;
            media_ids?: string[] | null;
        };
        NewReply: {
            room_id: string;
            text: string;
            in_reply_to?: string | null;
            media_ids?: string[] | null;
            then: components["schemas"]["Then"];
        };
        Resolution: {
            reason?: components["schemas"]["ResolveReason"] | null;
        };
        NewNote: {
            text: string;
        };
        NewPresence: {
            replying: boolean;
        };
        UploadedMedia: {
            id: string;
            path: string;
            mime: string;
            alt: string;
            width: number;
            height: number;
            bytes: number;
        };
        MediaChange: {
            alt: string;
        };
        Event: {
            seq: number;
            at: string;
            kind: string;
            conversation_id?: string | null;
            post_id?: string | null;
            reply_id?: string | null;
            channel_id?: string | null;
            actor?: components["schemas"]["Person"] | null;
            person?: components["schemas"]["Person"] | null;
            detail: string;
            row?: components["schemas"]["ConversationRow"] | null;
        };
        EventPage: {
            items: components["schemas"]["Event"][];
            next?: string | null;
        };
        Channel: {
            id: string;
            network: string;
            name: string;
            handle: string;
            state: components["schemas"]["ChannelState"];
            state_reason: string;
            last_heard_at?: string | null;
            last_post_at?: string | null;
            posts_today: number;
            waiting_replies: number;
            failed_replies: number;
            created_at: string;
            public_url?: string | null;
        };
        ChannelList: {
            items: components["schemas"]["Channel"][];
        };
        NetworkField: {
            name: string;
            label: string;
            help: string;
            secret: boolean;
            required: boolean;
            preset: string;
        };
        Network: {
            name: string;
            label: string;
            about: string;
            fields: components["schemas"]["NetworkField"][];
        };
        NetworkList: {
            items: components["schemas"]["Network"][];
        };
        FieldValue: {
            name: string;
            value: string;
        };
        NewChannel: {
            network: string;
            fields: components["schemas"]["FieldValue"][];
        };
        ChannelCredentials: {
            fields: components["schemas"]["FieldValue"][];
        };
        Intake: {
            received: number;
            known: number;
        };
        UserList: {
            items: components["schemas"]["User"][];
        };
        Token: {
            id: string;
            name: string;
            scopes: string[];
            created_at: string;
            last_used_at?: string | null;
        };
        TokenList: {
            items: components["schemas"]["Token"][];
        };
        NewToken: {
            name: string;
            scopes: string[];
        };
        CreatedToken: {
            token: components["schemas"]["Token"];
            secret: string;
        };
        Problem: {
            type: string;
            title: string;
            status: number;
            detail: string;
            field?: string | null;
            retry_after?: number | null;
        };
    };
}
